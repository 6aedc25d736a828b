import { recordLimit } from '../records/record-limit.js';

/** One physical line, without its newline. */
export interface TextLine {
  /** From 1. */
  readonly lineNumber: number;
  /** The line, or the part that fits of one that is too large. */
  readonly text: string;
  readonly isTooLarge: boolean;
}

/** Finds the lines of text that arrives in arbitrary pieces; only a line feed ends a line. */
export class LineSplitter {
  readonly #maxRecordBytes: number;
  /** The parts of an incomplete line: joined once, at its end. */
  #parts: string[] = [];
  #length = 0;
  #lineNumber = 1;
  #isDropping = false;

  constructor(maxRecordBytes: number) {
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** Yields the lines that end in this piece, and the rest of the text where it is the last. */
  *split(piece: string, isLast: boolean): Generator<TextLine> {
    let start = 0;
    for (;;) {
      const newline = piece.indexOf('\n', start);
      const end = newline === -1 ? piece.length : newline;
      if (!this.#isDropping) this.#add(piece.slice(start, end));
      const isWhole = newline !== -1 || (isLast && this.#length > 0);
      // A character has at least one byte.
      if (!this.#isDropping && (isWhole || this.#length > this.#maxRecordBytes)) {
        const line = this.#take();
        this.#isDropping = line.isTooLarge;
        yield line;
      }
      if (newline === -1) return;
      this.#isDropping = false;
      this.#lineNumber += 1;
      start = newline + 1;
    }
  }

  #add(part: string): void {
    if (part === '') return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  #take(): TextLine {
    const text = this.#parts.length === 1 ? (this.#parts[0] ?? '') : this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    const limit = recordLimit(text, 0, text.length, this.#maxRecordBytes);
    const lineNumber = this.#lineNumber;
    return limit < text.length
      ? { lineNumber, text: text.slice(0, limit), isTooLarge: true }
      : { lineNumber, text, isTooLarge: false };
  }
}
