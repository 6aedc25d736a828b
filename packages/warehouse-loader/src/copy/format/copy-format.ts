/** A format of COPY. */
export type CopyFormat = 'binary' | 'text';

/** Most statements in text after a row that is not written in binary, as a power of two. */
const mostDoublings = 20;

/** Statements in binary after which a row that is not written so counts as the first one. */
const rareAfter = 8;

/** Returns a `COPY … FROM STDIN` for data in a format. */
export function inFormat(statement: string, format: CopyFormat): string {
  return format === 'binary' ? `${statement} (format binary)` : statement;
}

/**
 * Chooses the format of each COPY statement of a load.
 *
 * After a row that must be written as text, so are the rows of the statement that it begins. After
 * each further one, twice as many statements follow in text: a load with many such rows is not
 * divided into many statements. One after a long time is the first one again: a load with few such
 * rows does not become text.
 */
export class FormatChoice {
  readonly #hasBinary: boolean;
  #fallbacks = 0;
  #textsLeft = 0;
  /** Statements in binary since the last in text. */
  #binaries = 0;

  /** @param hasBinary - Whether rows can be written in binary at all. */
  constructor(hasBinary: boolean) {
    this.#hasBinary = hasBinary;
  }

  /** Returns the format of the next statement. */
  next(): CopyFormat {
    if (!this.#hasBinary) return 'text';
    if (this.#textsLeft === 0) {
      this.#binaries += 1;
      return 'binary';
    }
    this.#textsLeft -= 1;
    return 'text';
  }

  /** Notes that a row must be written as text, which begins a statement. */
  fellBack(): void {
    if (this.#binaries > rareAfter) this.#fallbacks = 0;
    this.#binaries = 0;
    this.#textsLeft = 2 ** Math.min(this.#fallbacks, mostDoublings) - 1;
    this.#fallbacks += 1;
  }
}
