import type { CsvDialect } from '../dialect/csv-dialect.js';

/**
 * Finds quotes, escapes, delimiters and line ends in a stretch of text, remembering what it found:
 * a character that is rare or absent is not searched for again and again.
 *
 * Positions asked for may only grow, but for a step back to a `mark`.
 */
export class TextCursor {
  readonly text: string;
  /**
   * Where the text ends, and what is told for a character that does not occur any more. Only a
   * carriage return may stand there, one of which it is not known yet whether a line feed follows.
   */
  readonly end: number;
  readonly #dialect: CsvDialect;
  readonly #newline: string;
  #nextQuote = -1;
  #nextEscape = -1;
  #markedQuote = -1;
  #markedEscape = -1;
  #nextDelimiter = -1;
  #nextNewline = -1;
  #nextCarriageReturn = -1;

  constructor(text: string, end: number, dialect: CsvDialect) {
    this.text = text;
    this.end = end;
    this.#dialect = dialect;
    this.#newline = dialect.newline === 'any' ? '\n' : dialect.newline;
  }

  /** Finds the first quote at or after `from`. */
  quote(from: number): number {
    if (this.#nextQuote < from) this.#nextQuote = this.#findOrEnd(this.#dialect.quote, from);
    return this.#nextQuote;
  }

  /** Finds the first escape at or after `from`, where the dialect has one. */
  escape(from: number): number {
    if (this.#nextEscape < from) this.#nextEscape = this.#findOrEnd(this.#dialect.escape, from);
    return this.#nextEscape;
  }

  /** Finds the first delimiter at or after `from`. */
  delimiter(from: number): number {
    if (this.#nextDelimiter < from) {
      this.#nextDelimiter = this.#findOrEnd(this.#dialect.delimiter, from);
    }
    return this.#nextDelimiter;
  }

  /** Finds the first newline at or after `from`. */
  lineEnd(from: number): number {
    if (this.#nextNewline < from) this.#nextNewline = this.#findOrEnd(this.#newline, from);
    if (this.#dialect.newline !== 'any') return this.#nextNewline;
    if (this.#nextCarriageReturn < from) this.#nextCarriageReturn = this.#findOrEnd('\r', from);
    return this.#nextNewline < this.#nextCarriageReturn
      ? this.#nextNewline
      : this.#nextCarriageReturn;
  }

  /** Remembers a place, for quotes and escapes alone are looked for far ahead. */
  mark(from: number): void {
    this.#markedQuote = this.quote(from);
    this.#markedEscape = this.escape(from);
  }

  /**
   * Steps back, so that quotes and escapes may be asked for from the `mark` on. What was found behind
   * it is kept: a search anew for what is rare would go over the rest of the text at each step back.
   */
  rewind(): void {
    this.#nextQuote = this.#markedQuote;
    this.#nextEscape = this.#markedEscape;
  }

  #findOrEnd(sought: string | null, from: number): number {
    const index = sought === null ? -1 : this.text.indexOf(sought, from);
    return index === -1 ? this.end : index;
  }
}
