import type { MalformedRecord } from './malformed-record.js';
import type { Newline } from './newline.js';

/** The records found in one stretch of text; the arrays run in step. */
export class SplitText {
  /** 0 for the header. */
  readonly recordNumbers: number[] = [];
  /** Physical line on which each record begins, from 1. */
  readonly lineNumbers: number[] = [];
  /** Records whose quotes are not in order, or that are too large. */
  readonly malformed: MalformedRecord[] = [];
  readonly #text: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #runs: string[] = [];
  #newline: Newline | null = null;
  #runStart = 0;
  #runEnd = -1;
  #nextStart = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** What separates the records of the block. */
  get newline(): Newline {
    return this.#newline ?? '\n';
  }

  /** Takes a well-formed record, and the newline after it, if any. */
  add(
    recordNumber: number,
    lineNumber: number,
    start: number,
    end: number,
    newline: Newline | null,
  ): void {
    this.recordNumbers.push(recordNumber);
    this.lineNumbers.push(lineNumber);
    this.#starts.push(start);
    this.#ends.push(end);
    if (start !== this.#nextStart) {
      this.#endRun();
      this.#runStart = start;
    }
    this.#runEnd = end;
    this.#newline ??= newline;
    this.#nextStart = newline !== null && newline === this.#newline ? end + newline.length : -1;
  }

  /**
   * Joins the well-formed records into one text for the parser, separated by one kind of newline:
   * blank lines and malformed records are left out, and so is a mixture of newlines.
   */
  block(): string {
    this.#endRun();
    return this.#runs.join(this.newline);
  }

  /** Tells whether a character stands anywhere in the text. */
  includes(character: string): boolean {
    return this.#text.includes(character);
  }

  /** The text of one record as it stands in the file. */
  recordText(index: number): string {
    return this.#text.slice(this.#starts[index], this.#ends[index]);
  }

  #endRun(): void {
    if (this.#runEnd !== -1) this.#runs.push(this.#text.slice(this.#runStart, this.#runEnd));
    this.#runEnd = -1;
  }
}
