const maxBytesPerCodeUnit = 3;

/**
 * Finds where records exceed their maximum size, in one piece of text. The exact position is
 * computed only for a record that may reach it; for other records their length suffices.
 */
export class RecordLimit {
  readonly #text: string;
  readonly #end: number;
  readonly #maxBytes: number;
  #start = 0;
  #index: number | null = null;

  constructor(text: string, end: number, maxBytes: number) {
    this.#text = text;
    this.#end = end;
    this.#maxBytes = maxBytes;
  }

  /** Starts with the record at `start`. */
  begin(start: number): void {
    this.#start = start;
    this.#index = null;
  }

  /** Returns whether the text of the record before `index` is within its maximum size. */
  covers(index: number): boolean {
    if ((index - this.#start) * maxBytesPerCodeUnit <= this.#maxBytes) return true;
    return index <= this.index;
  }

  /** End of the longest prefix of the record that fits; `Infinity` where the whole text fits. */
  get index(): number {
    this.#index ??= recordLimit(this.#text, this.#start, this.#end, this.#maxBytes);
    return this.#index;
  }
}

/**
 * Finds where a record that begins at `start` exceeds `maxBytes` of UTF-8, that is the end of the
 * longest prefix that fits. `Infinity` where the whole text before `end` fits.
 *
 * The result depends only on the record, not on the text after it, so that the same file gives the
 * same records for any pieces of bytes.
 */
export function recordLimit(text: string, start: number, end: number, maxBytes: number): number {
  if ((end - start) * maxBytesPerCodeUnit <= maxBytes) return Infinity;
  const cut = Math.min(end, start + maxBytes);
  const allFits = cut === end ? Infinity : cut;
  if (Buffer.byteLength(text.slice(start, cut)) <= maxBytes) return allFits;
  let sizeBytes = 0;
  for (let index = start; index < cut; index += 1) {
    sizeBytes += utf8Bytes(text.charCodeAt(index));
    if (sizeBytes > maxBytes) return index;
  }
  return allFits;
}

/** Returns the bytes of one UTF-16 code unit in UTF-8; each half of a surrogate pair counts two of the four. */
function utf8Bytes(codeUnit: number): number {
  if (codeUnit < 0x80) return 1;
  if (codeUnit < 0x800 || (codeUnit >= 0xd800 && codeUnit <= 0xdfff)) return 2;
  return maxBytesPerCodeUnit;
}
