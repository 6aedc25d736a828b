/**
 * Keeps the text of a record that has not ended yet, in the pieces in which it arrived.
 *
 * It is handed out again only once it is twice as long as before, so that a record is looked at from
 * its start a few times, not once for each piece: the work is linear in its length.
 */
export class UnfinishedText {
  readonly #maxLength: number;
  #pieces: string[] = [];
  #length = 0;
  #lengthWanted = 0;

  /** @param maxLength - The text is handed out in any case once it is longer. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Takes the next piece; returns the whole text where it is to be looked at, else null. */
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

  /** Takes back the end of the text, which more text has to follow. */
  keep(rest: string): void {
    if (rest === '') return;
    this.#pieces.push(rest);
    this.#length = rest.length;
    this.#lengthWanted = Math.min(2 * rest.length, this.#maxLength + 1);
  }
}
