/**
 * Finds the next occurrence of a text, and remembers it, so that a rare or absent text is not
 * searched repeatedly. The requested positions must not decrease.
 */
export class NextIndex {
  readonly #text: string;
  readonly #sought: string | null;
  #next = -1;

  constructor(text: string, sought: string | null) {
    this.#text = text;
    this.#sought = sought;
  }

  /** Returns the index of the first occurrence at or after `from`; the end of the text without one. */
  from(from: number): number {
    if (this.#next >= from) return this.#next;
    const index = this.#sought === null ? -1 : this.#text.indexOf(this.#sought, from);
    this.#next = index === -1 ? this.#text.length : index;
    return this.#next;
  }
}
