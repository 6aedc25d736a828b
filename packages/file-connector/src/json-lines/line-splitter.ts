import { recordLimit } from '../csv/records/record-limit.js';

/** One physical line, without its newline. */
export interface TextLine {
  /** From 1. */
  readonly lineNumber: number;
  /** The line, or what fits of one that is too large. */
  readonly text: string;
  readonly isTooLarge: boolean;
}

/** Finds the lines of text that arrives in pieces, cut anywhere; only a line feed ends one. */
export class LineSplitter {
  readonly #maxRecordBytes: number;
  #carry = '';
  #lineNumber = 1;
  #isDropping = false;

  constructor(maxRecordBytes: number) {
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** Tells the lines that end in this piece, and the rest of the text where it is the last. */
  *split(piece: string, isLast: boolean): Generator<TextLine> {
    const text = this.#carry + piece;
    let start = 0;
    for (;;) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      const isWhole = newline !== -1 || (isLast && end > start);
      const limit = this.#isDropping
        ? Infinity
        : recordLimit(text, start, end, this.#maxRecordBytes);
      if (limit < end) {
        const line = text.slice(start, limit);
        yield { lineNumber: this.#lineNumber, text: line, isTooLarge: true };
        this.#isDropping = true;
      } else if (isWhole && !this.#isDropping) {
        yield { lineNumber: this.#lineNumber, text: text.slice(start, end), isTooLarge: false };
      }
      if (newline === -1) {
        this.#carry = this.#isDropping ? '' : text.slice(start);
        return;
      }
      this.#isDropping = false;
      this.#lineNumber += 1;
      start = newline + 1;
    }
  }
}
