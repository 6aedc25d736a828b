/** Capacity for the bytes of one send, and for the rows that are added before it. */
const usualBytes = 192 * 1024;

/** Longer texts are faster to write as a whole. */
const longestByCharacter = 20;

/** Bytes are allocated with the first row: after the last `take`, none would be needed. */
const none = Buffer.alloc(0);

/** What the data of a statement begins with: signature, no flags, no extension. */
export const tupleHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** What it ends with. */
export const tupleTrailer = Buffer.from([0xff, 0xff]);

const two32 = 2 ** 32;

/** Faster than a regular expression. Node.js has it, the library of TypeScript not yet. */
const wellFormed = Reflect.get(String.prototype, 'isWellFormed') as (this: string) => boolean;

/** Whether a text has no half of a surrogate pair. */
const isWellFormed = (text: string): boolean => wellFormed.call(text);

/** The character of a surrogate pair; -1 for two units that are none. */
function codePoint(high: number, low: number): number {
  const isPair = high < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
  return isPair ? 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff) : -1;
}

/**
 * Collects rows of COPY's binary format as bytes.
 *
 * Each field is its length in bytes, and the value as the server's `receive` function of its type
 * reads it.
 *
 * @see https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
export class TupleBuffer {
  /** Writers of values call {@link TupleBuffer.makeRoom} before they write to it. */
  bytes: Buffer = none;
  /** The same bytes. */
  view = new DataView(none.buffer);
  /** Bytes so far. */
  at = 0;
  /**
   * Set by a writer that knows its value as a number: that of a decimal text, or the days or
   * microseconds since 2000 of a date or time. NaN before.
   */
  number = Number.NaN;
  #rowStart = 0;
  #hasHeader = false;

  /** Begins a row of so many fields. */
  startRow(fields: number): void {
    if (!this.#hasHeader) this.#begin();
    this.#rowStart = this.at;
    this.makeRoom(2);
    this.view.setInt16(this.at, fields);
    this.at += 2;
  }

  /** Removes the fields of the last row. */
  dropRow(): void {
    this.at = this.#rowStart;
  }

  /** Adds a field that is NULL. */
  addNull(): void {
    this.makeRoom(4);
    this.view.setInt32(this.at, -1);
    this.at += 4;
  }

  /** Adds an `int8` field, a number that is exact. */
  addInt8(value: number): void {
    this.makeRoom(12);
    const { view, at } = this;
    view.setInt32(at, 8);
    view.setInt32(at + 4, Math.floor(value / two32));
    view.setUint32(at + 8, value >>> 0);
    this.at = at + 12;
  }

  /**
   * Adds a field that is a text. Returns false for one that PostgreSQL cannot store.
   *
   * @param isStorable - Is called with a text beyond ASCII.
   */
  addText(text: string, isStorable: ((text: string) => boolean) | null = null): boolean {
    const { length } = text;
    if (length > longestByCharacter) return this.#addLong(text, isStorable);
    // A UTF-16 unit has at most three bytes in UTF-8.
    this.makeRoom(4 + 3 * length);
    const bytes = this.bytes;
    const start = this.at + 4;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0) return false;
      if (code > 0x7f) return this.#addBeyondAscii(text, index, isStorable);
      bytes[start + index] = code;
    }
    this.view.setInt32(start - 4, length);
    this.at = start + length;
    return true;
  }

  /** Adds a short text, of which the characters before an index are written. */
  #addBeyondAscii(
    text: string,
    ascii: number,
    isStorable: ((text: string) => boolean) | null,
  ): boolean {
    if (isStorable?.(text) === false) return false;
    const bytes = this.bytes;
    const start = this.at + 4;
    let next = start + ascii;
    for (let index = ascii; index < text.length; index += 1) {
      let code = text.charCodeAt(index);
      if (code < 0x80) {
        if (code === 0) return false;
        bytes[next] = code;
        next += 1;
        continue;
      }
      if (code < 0x800) {
        bytes[next] = 0xc0 | (code >> 6);
        next += 1;
      } else {
        if (code < 0xd800 || code > 0xdfff) {
          bytes[next] = 0xe0 | (code >> 12);
        } else {
          index += 1;
          code = codePoint(code, text.charCodeAt(index));
          if (code < 0) return false;
          bytes[next] = 0xf0 | (code >> 18);
          next += 1;
          bytes[next] = 0x80 | ((code >> 12) & 0x3f);
        }
        bytes[next + 1] = 0x80 | ((code >> 6) & 0x3f);
        next += 2;
      }
      bytes[next] = 0x80 | (code & 0x3f);
      next += 1;
    }
    this.view.setInt32(start - 4, next - start);
    this.at = next;
    return true;
  }

  /** Makes room for so many bytes after those so far. */
  makeRoom(bytes: number): void {
    const needed = this.at + bytes;
    if (needed > this.bytes.length) this.#grow(needed);
  }

  /** Returns the collected bytes, and starts again. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = none;
    this.view = new DataView(none.buffer);
    this.at = 0;
    this.#rowStart = 0;
    return taken;
  }

  /** Ends the data of a statement; the next row begins another. */
  end(): void {
    if (!this.#hasHeader) this.#begin();
    this.makeRoom(tupleTrailer.length);
    this.at += tupleTrailer.copy(this.bytes, this.at);
    this.#hasHeader = false;
  }

  #begin(): void {
    this.makeRoom(tupleHeader.length);
    this.at += tupleHeader.copy(this.bytes, this.at);
    this.#hasHeader = true;
  }

  #addLong(text: string, isStorable: ((text: string) => boolean) | null): boolean {
    if (text.includes('\0')) return false;
    // A UTF-16 unit has at most three bytes in UTF-8.
    this.makeRoom(4 + 3 * text.length);
    const start = this.at + 4;
    const written = this.bytes.write(text, start);
    const isAscii = written === text.length;
    if (!isAscii && !(isWellFormed(text) && isStorable?.(text) !== false)) return false;
    this.view.setInt32(start - 4, written);
    this.at = start + written;
    return true;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(usualBytes, 2 * needed));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
