import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Encoding } from './encoding.js';
import { undecodableByte } from './undecodable-bytes.js';

type LegacyEncoding = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;

/** Bytes below this are separate characters: no supported encoding has them inside a character. */
const firstInnerByte = 0x30;
/** Longer than any word; a longer run is split anywhere. */
const maxPendingBytes = 64 * 1024;
const nothing = Buffer.alloc(0);

/**
 * Decodes an ASCII-compatible encoding of one to four bytes per character, in arbitrary pieces.
 * iconv-lite does the decoding. A word that it cannot decode is kept byte by byte, so that the
 * malformed record can be found and its neighbours are read.
 */
export class LegacyDecoder {
  readonly #decodeStrictly: (bytes: Buffer) => string | null;
  #pending: Buffer = nothing;
  #isAtStart = true;
  #hasSeenUndecodable = false;

  constructor(encoding: LegacyEncoding) {
    this.#decodeStrictly = strictDecoder(encoding);
  }

  get hasSeenUndecodable(): boolean {
    return this.#hasSeenUndecodable;
  }

  decode(piece: Buffer): string {
    const bytes = this.#pending.length === 0 ? piece : Buffer.concat([this.#pending, piece]);
    const wholeLength = lastWordStart(bytes);
    const isTooLong = bytes.length - wholeLength > maxPendingBytes;
    const cut = isTooLong ? this.#lastCharacterEnd(bytes) : wholeLength;
    this.#pending = cut === bytes.length ? nothing : Buffer.from(bytes.subarray(cut));
    return this.#text(bytes.subarray(0, cut));
  }

  end(): string {
    const bytes = this.#pending;
    this.#pending = nothing;
    return this.#text(bytes);
  }

  #text(bytes: Buffer): string {
    const text = this.#decodeWhole(bytes);
    if (!this.#isAtStart || text === '') return text;
    this.#isAtStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #decodeWhole(bytes: Buffer): string {
    return this.#decodeStrictly(bytes) ?? this.#decodeParts(bytes, 0x0a);
  }

  /** Decodes part by part, each ending in `separator`: first lines, then the words of undecodable lines. */
  #decodeParts(bytes: Buffer, separator: number | null): string {
    let text = '';
    let start = 0;
    while (start < bytes.length) {
      const end = partEnd(bytes, start, separator);
      const part = bytes.subarray(start, end);
      text += this.#decodeStrictly(part) ?? this.#decodeBadPart(part, separator);
      start = end;
    }
    return text;
  }

  #decodeBadPart(part: Buffer, separator: number | null): string {
    if (separator !== null) return this.#decodeParts(part, null);
    this.#hasSeenUndecodable = true;
    return part
      .toString('latin1')
      .replace(/[\u0080-\u00ff]/g, (character) => undecodableByte(character.charCodeAt(0)));
  }

  /** Finds the end of the last complete character, in bytes without a word boundary. */
  #lastCharacterEnd(bytes: Buffer): number {
    for (let cut = bytes.length; cut > bytes.length - 4; cut -= 1) {
      if (this.#decodeStrictly(bytes.subarray(0, cut)) !== null) return cut;
    }
    return bytes.length;
  }
}

/** Decodes all bytes; null where not all of them decode. */
function strictDecoder(encoding: LegacyEncoding): (bytes: Buffer) => string | null {
  if (encoding === 'latin1') return (bytes) => bytes.toString('latin1');
  return (bytes) => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    const text = iconv.decode(bytes, encoding, { stripBOM: false });
    if (!text.includes('\uFFFD')) return text;
    return encoding === 'gb18030' && areReplacementsGenuine(text, bytes) ? text : null;
  };
}

/** GB18030 can encode U+FFFD itself, which otherwise only marks undecodable bytes. */
function areReplacementsGenuine(text: string, bytes: Buffer): boolean {
  const genuine = bytes.toString('latin1').split('\x84\x31\xA4\x37').length;
  return text.split('\uFFFD').length === genuine;
}

/** Finds where the final word begins: after the last byte that cannot be inside a character. */
function lastWordStart(bytes: Buffer): number {
  let index = bytes.length;
  while (index > 0 && bytes.readUInt8(index - 1) >= firstInnerByte) index -= 1;
  return index;
}

function partEnd(bytes: Buffer, start: number, separator: number | null): number {
  if (separator !== null) {
    const index = bytes.indexOf(separator, start);
    return index === -1 ? bytes.length : index + 1;
  }
  const index = bytes.subarray(start).findIndex((byte) => byte < firstInnerByte);
  return index === -1 ? bytes.length : start + index + 1;
}
