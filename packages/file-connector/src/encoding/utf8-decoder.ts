import { isAscii, isUtf8, transcode } from 'node:buffer';
import { undecodableByte } from './undecodable-bytes.js';

const nothing = Buffer.alloc(0);
/** Bytes of a text that are looked at, at most, to choose how it is decoded. */
const bytesLookedAt = 4096;
/** The last byte that begins a character of one byte in memory: U+0080 to U+00FF. */
const lastLatin1Start = 0xc3;

/**
 * Decodes UTF-8 that arrives in arbitrary pieces, and drops a byte order mark at the start.
 *
 * Nothing is replaced by U+FFFD: an undecodable byte (invalid, overlong, surrogate or truncated) is
 * kept in the text as the result of `undecodableByte`, so that the malformed record can be found
 * and its neighbours are read.
 */
export class Utf8Decoder {
  #pending: Buffer = nothing;
  #isAtStart = true;
  #hasSeenUndecodable = false;

  /** Whether any byte so far did not decode. */
  get hasSeenUndecodable(): boolean {
    return this.#hasSeenUndecodable;
  }

  /** Decodes the next piece; an incomplete character at its end waits for the next piece. */
  decode(piece: Buffer): string {
    const bytes = this.#pending.length === 0 ? piece : Buffer.concat([this.#pending, piece]);
    const wholeLength = bytes.length - unfinishedLength(bytes);
    this.#pending =
      wholeLength === bytes.length ? nothing : Buffer.from(bytes.subarray(wholeLength));
    return this.#text(bytes.subarray(0, wholeLength));
  }

  /** Decodes the rest at the end of the input. */
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
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (isUtf8(bytes)) return decodeValid(bytes);
    this.#hasSeenUndecodable = true;
    return decodeAround(bytes);
  }
}

/**
 * `transcode` takes a third of the time of `toString`, but makes a text of two bytes for every
 * character: it is for texts that have characters beyond U+00FF.
 */
function decodeValid(bytes: Buffer): string {
  const end = Math.min(bytes.length, bytesLookedAt);
  for (let index = 0; index < end; index += 1) {
    if ((bytes[index] ?? 0) > lastLatin1Start) {
      return transcode(bytes, 'utf8', 'utf16le').toString('utf16le');
    }
  }
  return bytes.toString('utf8');
}

function decodeAround(bytes: Buffer): string {
  let text = '';
  let start = 0;
  let index = 0;
  while (index < bytes.length) {
    const byte = bytes.readUInt8(index);
    const length = sequenceLength(byte);
    if (length === 1 || (length > 1 && isUtf8(bytes.subarray(index, index + length)))) {
      index += length;
    } else {
      text += bytes.toString('utf8', start, index) + undecodableByte(byte);
      index += 1;
      start = index;
    }
  }
  return text + bytes.toString('utf8', start);
}

/** Returns how many bytes at the end belong to an incomplete character: 0 to 3. */
function unfinishedLength(bytes: Buffer): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length += 1) {
    const byte = bytes.readUInt8(bytes.length - length);
    if (!isContinuation(byte)) return sequenceLength(byte) > length ? length : 0;
  }
  return 0;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** Returns the length of the character that begins with `byte`; 0 where there is none. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2) return 0;
  if (byte < 0xe0) return 2;
  if (byte < 0xf0) return 3;
  return byte < 0xf5 ? 4 : 0;
}
