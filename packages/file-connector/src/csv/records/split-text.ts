import type { EscapeRule } from '../dialect/csv-dialect.js';
import { countLines, type LineRule } from '../dialect/newline.js';
import { mayEscapeBytes } from '../fields/unescape.js';
import type { ParsedRecord, RecordsInText } from './found-record.js';
import type { MalformedRecord } from './malformed-record.js';
import type { PlainRun } from './plain/plain-run.js';

/**
 * The records found in one piece of text: well-formed ones by index, and plain and malformed ones
 * separately.
 */
export class SplitText implements RecordsInText {
  /** Runs of plain records, in their order; they have no index. */
  readonly plain: PlainRun[] = [];
  /** Runs of plain records that also have an index, to be compared. */
  readonly judged: PlainRun[] = [];
  /** Records with malformed quotes, or that are too large; in their order. */
  readonly malformed: MalformedRecord[] = [];
  readonly #text: string;
  readonly #rule: LineRule;
  readonly #repaired = new Set<number>();
  readonly #marked = new Set<number>();
  readonly #ownCells = new Map<number, readonly string[]>();
  readonly #recordNumbers: number[] = [];
  readonly #lineNumbers: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #runs: string[] = [];
  #newline: string | null = null;
  #runStart = 0;
  #runEnd = -1;
  #nextStart = -1;

  constructor(text: string, newline: LineRule) {
    this.#text = text;
    this.#rule = newline;
  }

  /** Number of well-formed records. */
  get recordCount(): number {
    return this.#recordNumbers.length;
  }

  /** The separator of the records in the block. */
  get newline(): string {
    return this.#newline ?? (this.#rule === 'any' ? '\n' : this.#rule);
  }

  /** Adds plain records; returns false if they are to be read in the other way too. */
  addPlain(run: PlainRun, isJudged: boolean): boolean {
    (isJudged ? this.judged : this.plain).push(run);
    return !isJudged;
  }

  /** Adds a well-formed record, and the newline after it, if any. */
  add(
    recordNumber: number,
    lineNumber: number,
    start: number,
    end: number,
    newline: string | null,
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
   * Joins the well-formed records into one text for the parser, separated by one kind of newline.
   * Blank lines, malformed records, records with cells from elsewhere, and mixed newlines are left
   * out.
   */
  block(): string {
    this.#endRun();
    return this.#runs.join(this.newline);
  }

  /**
   * Adds a well-formed record that is not passed to the parser, with its cells: one with another
   * escape, a repaired one with malformed quotes, or a very long one.
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

  /** Marks the last added record as preceded by a byte order mark. */
  markLast(): void {
    this.#marked.add(this.#recordNumbers.length - 1);
  }

  /** Returns whether a byte order mark precedes a record: another file was appended there. */
  isMarked(index: number): boolean {
    return this.#marked.has(index);
  }

  /** Returns whether the text contains a NUL character, or escapes that may mean bytes. */
  mayHaveBadText(escapes: EscapeRule | null): boolean {
    if (escapes !== null && mayEscapeBytes(this.#text, escapes)) return true;
    return this.#text.includes('\0');
  }

  /** Number of a record in the file, 0 for the header; `Infinity` after the last one of this piece. */
  recordNumber(index: number): number {
    return this.#recordNumbers[index] ?? Infinity;
  }

  /** Physical line on which a record begins, from 1; `Infinity` after the last one of this piece. */
  lineNumber(index: number): number {
    return this.#lineNumbers[index] ?? Infinity;
  }

  /** Returns a record with its cells. */
  record(index: number, cells: readonly string[], badTextIn: string | null): ParsedRecord {
    const isRepaired = this.#repaired.has(index);
    return { cells, isRepaired, isTorn: false, found: this, index, badTextIn };
  }

  /** Number of physical lines of a record. */
  lineCount(index: number): number {
    return countLines(this.#text, this.#starts[index] ?? 0, this.#ends[index] ?? 0, this.#rule);
  }

  /** The text of one record as in the file. */
  recordText(index: number): string {
    return this.#text.slice(this.#starts[index], this.#ends[index]);
  }

  #endRun(): void {
    if (this.#runEnd !== -1) this.#runs.push(this.#text.slice(this.#runStart, this.#runEnd));
    this.#runEnd = -1;
  }
}
