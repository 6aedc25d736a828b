/** Characters of a least or greatest text that are kept. */
const mostKeptLength = 256;

/** The least and the greatest of the cells so far, in the order of their code units. */
export class TextRange {
  #min: string | null = null;
  #max: string | null = null;

  get min(): string | null {
    return this.#min;
  }

  get max(): string | null {
    return this.#max;
  }

  note(cell: string): void {
    if (this.#max === null || cell > this.#max) this.#max = cell;
    if (this.#min === null || cell < this.#min) this.#min = cell;
  }

  /** Copies the two texts, as each of them keeps the text around it in memory. */
  detach(): void {
    this.#min = detached(this.#min);
    this.#max = detached(this.#max);
  }
}

/** The least and the greatest of the cells so far, in the order of their values. */
export class ValueRange {
  readonly #valueOf: (cell: string) => number;
  readonly #tie: (left: string, right: string) => number;
  #min: string | null = null;
  #max: string | null = null;
  #minValue = Infinity;
  #maxValue = -Infinity;

  /** `tie` compares two cells of the same value where a value is not exact. */
  constructor(
    valueOf: (cell: string) => number,
    tie: (left: string, right: string) => number = () => 0,
  ) {
    this.#valueOf = valueOf;
    this.#tie = tie;
  }

  get min(): string | null {
    return this.#min;
  }

  get max(): string | null {
    return this.#max;
  }

  note(cell: string): void {
    const value = this.#valueOf(cell);
    if (value > this.#maxValue || (value === this.#maxValue && this.#ties(cell, this.#max) > 0)) {
      this.#maxValue = value;
      this.#max = cell;
    }
    if (value < this.#minValue || (value === this.#minValue && this.#ties(cell, this.#min) < 0)) {
      this.#minValue = value;
      this.#min = cell;
    }
  }

  /** Copies the two texts, as each of them keeps the text around it in memory. */
  detach(): void {
    this.#min = detached(this.#min);
    this.#max = detached(this.#max);
  }

  #ties(cell: string, kept: string | null): number {
    return kept === null || kept === cell ? 0 : this.#tie(cell, kept);
  }
}

function detached(text: string | null): string | null {
  if (text === null) return null;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(mostKeptLength - 1))
    ? mostKeptLength - 1
    : mostKeptLength;
  return Buffer.from(text.slice(0, end), 'utf16le').toString('utf16le');
}
