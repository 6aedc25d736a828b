const maxBytesPerCodeUnit = 3;

/**
 * Finds where records outgrow their permitted size, in one stretch of text. The exact place is worked
 * out only for a record that may reach it: for any other its length says enough.
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

  /** Turns to the record that begins at `start`. */
  begin(start: number): void {
    this.#start = start;
    this.#index = null;
  }

  /** Returns whether the text of the record before `index` has its permitted size. */
  covers(index: number): boolean {
    if ((index - this.#start) * maxBytesPerCodeUnit <= this.#maxBytes) return true;
    return index <= this.index;
  }

  /** Where the longest prefix of the record ends that fits; `Infinity` where all text fits. */
  get index(): number {
    this.#index ??= recordLimit(this.#text, this.#start, this.#end, this.#maxBytes);
    return this.#index;
  }
}

/**
 * Finds where a record that begins at `start` outgrows `maxBytes` of UTF-8: the longest prefix
 * that fits ends there. `Infinity` where all that stands before `end` fits.
 *
 * The answer depends on the record alone, never on how much text happens to follow it, so that
 * the same file gives the same records however its bytes arrive.
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

/** Bytes of one UTF-16 code unit in UTF-8; each half of a surrogate pair carries two of its four. */
function utf8Bytes(codeUnit: number): number {
  if (codeUnit < 0x80) return 1;
  if (codeUnit < 0x800 || (codeUnit >= 0xd800 && codeUnit <= 0xdfff)) return 2;
  return maxBytesPerCodeUnit;
}
