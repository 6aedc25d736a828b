import type { ReadTally } from '../../tally/read-tally.js';

/**
 * Numbers the physical lines of a document and counts each by kind: a line with a part of a record
 * is a record line, a line with other parts of the document is skipped, any other line is blank.
 */
export class DocumentLines {
  readonly #tally: ReadTally;
  #lineNumber: number;
  /** Offset in the text of the first character of the line. */
  #lineStart: number;
  #hasRecord = false;
  #hasText = false;
  /** Whether the text that is read belongs to a record. */
  isInRecord = false;

  /** @param column - The column of the first character, from 1. */
  constructor(tally: ReadTally, lineNumber = 1, column = 1) {
    this.#tally = tally;
    this.#lineNumber = lineNumber;
    this.#lineStart = 1 - column;
  }

  get lineNumber(): number {
    return this.#lineNumber;
  }

  columnOf(offset: number): number {
    return offset - this.#lineStart + 1;
  }

  /** Notes that the line has a character that is not white space. */
  noteText(): void {
    this.#hasText = true;
  }

  /** Counts a byte order mark, which does not belong to the line. */
  noteMark(): void {
    this.#tally.byteOrderMarks += 1;
  }

  /** Ends the line with the newline at an offset. */
  endLine(offset: number): void {
    this.#count();
    this.#lineNumber += 1;
    this.#lineStart = offset + 1;
  }

  /** Passes the text of a record that begins at an offset. */
  passRecord(text: string, offset: number): void {
    this.isInRecord = true;
    let newline = text.indexOf('\n');
    while (newline !== -1) {
      this.endLine(offset + newline);
      newline = text.indexOf('\n', newline + 1);
    }
    this.noteRecordEnd();
  }

  /** Notes that a record ends in the line. */
  noteRecordEnd(): void {
    this.#hasRecord = true;
    this.isInRecord = false;
  }

  /** Ends the last line, at the length of the whole text. */
  end(offset: number): void {
    if (offset > this.#lineStart) this.#count();
  }

  #count(): void {
    const isRecord = this.#hasRecord || this.isInRecord;
    this.#tally.lines += 1;
    const other = this.#hasText ? 'skippedLines' : 'blankLines';
    this.#tally.addLines(isRecord ? 'recordLines' : other, 1);
    this.#hasRecord = this.isInRecord;
    this.#hasText = false;
  }
}
