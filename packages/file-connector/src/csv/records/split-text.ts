import type { Newline, NewlineRule } from '../dialect/newline.js';
import type { MalformedRecord } from './malformed-record.js';

/** The records found in one stretch of text, well-formed ones by index and malformed ones apart. */
export class SplitText {
  /** Records whose quotes are not in order, or that are too large; in their order. */
  readonly malformed: MalformedRecord[] = [];
  readonly #text: string;
  readonly #defaultNewline: Newline;
  readonly #repaired = new Set<number>();
  readonly #marked = new Set<number>();
  readonly #ownCells = new Map<number, readonly string[]>();
  readonly #recordNumbers: number[] = [];
  readonly #lineNumbers: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #runs: string[] = [];
  #newline: Newline | null = null;
  #runStart = 0;
  #runEnd = -1;
  #nextStart = -1;

  constructor(text: string, newline: NewlineRule) {
    this.#text = text;
    this.#defaultNewline = newline === 'any' ? '\n' : newline;
  }

  /** How many records are well-formed. */
  get recordCount(): number {
    return this.#recordNumbers.length;
  }

  /** What separates the records of the block. */
  get newline(): Newline {
    return this.#newline ?? this.#defaultNewline;
  }

  /** Takes a well-formed record, and the newline after it, if any. */
  add(
    recordNumber: number,
    lineNumber: number,
    start: number,
    end: number,
    newline: Newline | null,
  ): void {
    this.#recordNumbers.push(recordNumber);
    this.#lineNumbers.push(lineNumber);
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
   * blank lines, malformed records and those with cells of their own are left out, and so is a mixture
   * of newlines.
   */
  block(): string {
    this.#endRun();
    return this.#runs.join(this.newline);
  }

  /**
   * Takes a well-formed record that is not for the parser, with its cells: one with an escape of its
   * own, a repaired one whose quotes were not in order, or a very long one.
   */
  addWithCells(record: {
    readonly recordNumber: number;
    readonly lineNumber: number;
    readonly start: number;
    readonly end: number;
    readonly cells: readonly string[];
    readonly isRepaired: boolean;
  }): void {
    this.#endRun();
    const index = this.#recordNumbers.length;
    if (record.isRepaired) this.#repaired.add(index);
    this.#ownCells.set(index, record.cells);
    this.#recordNumbers.push(record.recordNumber);
    this.#lineNumbers.push(record.lineNumber);
    this.#starts.push(record.start);
    this.#ends.push(record.end);
    this.#nextStart = -1;
  }

  /** The cells of the records that are not in the block, by the index of the record. */
  get ownCells(): ReadonlyMap<number, readonly string[]> {
    return this.#ownCells;
  }

  /** Notes that a byte order mark stands before the record that was taken last. */
  markLast(): void {
    this.#marked.add(this.#recordNumbers.length - 1);
  }

  /** Returns whether a byte order mark stands before a record: a file was joined on there. */
  isMarked(index: number): boolean {
    return this.#marked.has(index);
  }

  /** Returns whether quotes of a record were repaired that were not in order. */
  isRepaired(index: number): boolean {
    return this.#repaired.has(index);
  }

  /** Returns whether a character stands anywhere in the text. */
  includes(character: string): boolean {
    return this.#text.includes(character);
  }

  /** Number of a record in the file, 0 for the header; `Infinity` past the last of this stretch. */
  recordNumber(index: number): number {
    return this.#recordNumbers[index] ?? Infinity;
  }

  /** Physical line on which a record begins, from 1; `Infinity` past the last of this stretch. */
  lineNumber(index: number): number {
    return this.#lineNumbers[index] ?? Infinity;
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
