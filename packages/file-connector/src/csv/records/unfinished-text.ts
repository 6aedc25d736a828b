/**
 * Buffers the text of an incomplete record, in the pieces in which it arrived.
 *
 * The text is returned again only when its length has doubled, so that a record is scanned from its
 * start a few times, not once for each piece. The work is linear in its length.
 */
export class UnfinishedText {
  readonly #maxLength: number;
  #pieces: string[] = [];
  #length = 0;
  #lengthWanted = 0;

  /** @param maxLength - The text is always returned once it is longer. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Adds the next piece; returns the whole text if it is to be scanned, else null. */
  add(piece: string, isLast: boolean): string | null {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (!isLast && this.#length < this.#lengthWanted) return null;
    const text = this.#pieces.length === 1 ? piece : this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    this.#lengthWanted = 0;
    return text;
  }

  /** Puts back the end of the text, which needs more text. */
  keep(rest: string): void {
    if (rest === '') return;
    this.#pieces.push(rest);
    this.#length = rest.length;
    this.#lengthWanted = Math.min(2 * rest.length, this.#maxLength + 1);
  }
}
