/** Number of parts of a field that are joined at a time. */
const partsJoined = 4096;

/** Joins parts in two levels, as a field with millions of quotes has millions of parts. */
export class JoinedParts {
  readonly #joined: string[] = [];
  #parts: string[] = [];

  add(part: string): void {
    if (this.#parts.length === partsJoined) {
      this.#joined.push(this.#parts.join(''));
      this.#parts = [];
    }
    this.#parts.push(part);
  }

  join(): string {
    const last = this.#parts.join('');
    return this.#joined.length === 0 ? last : [...this.#joined, last].join('');
  }
}
