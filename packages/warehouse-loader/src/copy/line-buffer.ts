import { copyNull } from '@wdh/postgres';
import { encodeText } from '../values/encode-text.js';

/** Capacity for the bytes of one send, and for the rows that are added before it. */
const usualBytes = 192 * 1024;

/** Longer texts are faster to search and write as a whole. */
const longestByCharacter = 64;

const [tab, lineFeed] = [0x09, 0x0a];
/** Bytes are allocated with the first field: after the last `take`, none would be needed. */
const none = Buffer.alloc(0);
const nullBytes = Buffer.from(copyNull);

/** By code unit: 1 for a character that is one unescaped byte in COPY's text format. */
const isPlain = new Uint8Array(2 ** 16).fill(1, 1, 0x80);
for (const character of '\t\n\r\\') isPlain[character.charCodeAt(0)] = 0;

/**
 * Collects lines of COPY's text format as bytes.
 *
 * Most characters are plain: they are checked and written in one pass, without temporary strings.
 */
export class LineBuffer {
  #bytes: Buffer = none;
  #length = 0;
  #lineStart = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds a field, escaped.
   *
   * @throws ValueRefusal `TEXT_HAS_NUL` or `TEXT_NOT_UNICODE`.
   */
  addText(text: string): void {
    if (text.length > longestByCharacter) {
      this.#addEncoded(text);
      return;
    }
    this.#makeRoom(text.length + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (isPlain[code] !== 1) {
        this.#addEncoded(text);
        return;
      }
      bytes[at] = code;
      at += 1;
    }
    bytes[at] = tab;
    this.#length = at + 1;
  }

  /** Adds a field that is NULL. */
  addNull(): void {
    this.#makeRoom(nullBytes.length + 1);
    this.#length += nullBytes.copy(this.#bytes, this.#length);
    this.#bytes[this.#length] = tab;
    this.#length += 1;
  }

  /** Ends the line, which has one field at least. */
  endLine(): void {
    this.#bytes[this.#length - 1] = lineFeed;
    this.#lineStart = this.#length;
  }

  /** Removes the fields of an unfinished line. */
  dropLine(): void {
    this.#length = this.#lineStart;
  }

  /** Returns the collected bytes, and starts again. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = none;
    this.#length = 0;
    this.#lineStart = 0;
    return taken;
  }

  #addEncoded(text: string): void {
    const escaped = encodeText(text);
    this.#makeRoom(Buffer.byteLength(escaped) + 1);
    this.#length += this.#bytes.write(escaped, this.#length);
    this.#bytes[this.#length] = tab;
    this.#length += 1;
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(usualBytes, 2 * needed));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
