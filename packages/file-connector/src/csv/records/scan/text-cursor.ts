import type { CsvDialect } from '../../dialect/csv-dialect.js';

/**
 * Finds quotes, escapes, delimiters and line ends in a piece of text and caches the positions, so
 * that a rare or absent character is not searched repeatedly.
 *
 * The requested positions must not decrease, except by a step back to a `mark`.
 */
export class TextCursor {
  readonly text: string;
  /**
   * The end of the text, which is also the result for a character that does not occur any more.
   * Only the first part of a newline may be at this position, whose rest is not available yet.
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

  /** Marks a position, as only quotes and escapes are searched far ahead. */
  mark(from: number): void {
    this.#markedQuote = this.quote(from);
    this.#markedEscape = this.escape(from);
  }

  /**
   * Steps back, so that quotes and escapes can be searched from the `mark` on. Positions found
   * after it are kept: otherwise each step back would search the rest of the text for rare
   * characters again.
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
