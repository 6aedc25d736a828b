/**
 * Finds quotes, delimiters and line ends in a stretch of text, remembering what it found: a
 * character that is rare or absent is not searched for again and again.
 *
 * Positions asked for may only grow; after a step back call `rewind`.
 */
export class TextCursor {
  readonly text: string;
  /**
   * Where the text ends, and what is told for a character that does not occur any more. Only a
   * carriage return may stand there, one of which it is not known yet whether a line feed follows.
   */
  readonly end: number;
  readonly #quote: string;
  #nextQuote = -1;
  #nextLineFeed = -1;
  #nextCarriageReturn = -1;

  constructor(text: string, end: number, quote: string) {
    this.text = text;
    this.end = end;
    this.#quote = quote;
  }

  /** Finds the first quote at or after `from`. */
  quote(from: number): number {
    if (this.#nextQuote < from) this.#nextQuote = this.find(this.#quote, from);
    return this.#nextQuote;
  }

  /** Finds the first newline at or after `from`. */
  lineEnd(from: number): number {
    if (this.#nextLineFeed < from) this.#nextLineFeed = this.find('\n', from);
    if (this.#nextCarriageReturn < from) this.#nextCarriageReturn = this.find('\r', from);
    return this.#nextLineFeed < this.#nextCarriageReturn
      ? this.#nextLineFeed
      : this.#nextCarriageReturn;
  }

  /** Finds any character at or after `from`, without remembering it. */
  find(character: string, from: number): number {
    const index = this.text.indexOf(character, from);
    return index === -1 ? this.end : index;
  }

  /** Forgets what was found, so that positions may be asked for that lie before it. */
  rewind(): void {
    this.#nextQuote = -1;
    this.#nextLineFeed = -1;
    this.#nextCarriageReturn = -1;
  }
}
