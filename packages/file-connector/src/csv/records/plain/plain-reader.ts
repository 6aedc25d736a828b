import { type CsvDialect, isOfSingleCharacters } from '../../dialect/csv-dialect.js';
import type { LineRules } from '../line-rules.js';
import { CellPositions } from './cell-positions.js';
import { PlainRun } from './plain-run.js';
import { PlainScanner } from './plain-scanner.js';

/**
 * How plain records are read: `judged` by the faster way, compared with the general way at the start
 * of a text and now and then; `unjudged` never compared; `off` by the general way.
 */
export type PlainReading = 'judged' | 'unjudged' | 'off';

/** Pieces from one that is read both ways to the next. */
const piecesJudged = 128;
/** Records that are left to the general way after fruitless attempts, at most. */
const longestPause = 1024;

/** Reads runs of plain records, and leaves any other record to the general way. */
export class PlainReader {
  readonly #dialect: CsvDialect;
  readonly #maxRecordBytes: number;
  readonly #lineRules: LineRules;
  readonly #reading: PlainReading;
  readonly #positions = new CellPositions();
  #scanner: PlainScanner | null = null;
  #text = '';
  #pieces = 0;
  #cellCount = 0;
  /** Attempts without a record, one after the other, and records to leave until the next one. */
  #pause = 0;
  #toLeave = 0;
  /** Where the records of the latest run end, if they are read both ways. */
  #judgedEnd = 0;

  constructor(
    options: {
      readonly dialect: CsvDialect;
      readonly maxRecordBytes: number;
      readonly plainReading?: PlainReading | undefined;
    },
    lineRules: LineRules,
  ) {
    this.#dialect = options.dialect;
    this.#maxRecordBytes = options.maxRecordBytes;
    this.#lineRules = lineRules;
    const { plainReading = 'judged' } = options;
    this.#reading = isOfSingleCharacters(options.dialect) ? plainReading : 'off';
  }

  /** Sets the number of cells of a plain record. */
  expectCells(count: number): void {
    this.#cellCount = count;
  }

  /** Starts with the next piece of text, which overwrites the runs of the one before. */
  begin(text: string, end: number): void {
    this.#judgedEnd = 0;
    this.#positions.used = 0;
    this.#pieces += 1;
    this.#text = text;
    this.#scanner =
      this.#reading === 'off'
        ? null
        : new PlainScanner(text, end, this.#positions, {
            dialect: this.#dialect,
            maxRecordBytes: this.#maxRecordBytes,
            otherStarts: this.#lineRules.otherStarts,
          });
  }

  /** Whether the records of the current piece are read in both ways. */
  get isJudged(): boolean {
    return this.#reading === 'judged' && this.#pieces % piecesJudged === 1;
  }

  /** Returns the plain records from `start` on; null where the general way is to read the next record. */
  next(start: number, recordNumber: number, lineNumber: number): PlainRun | null {
    if (this.#scanner === null || start < this.#judgedEnd) return null;
    if (recordNumber <= 0 || this.#cellCount === 0 || !this.#lineRules.areRecords) return null;
    if (this.#toLeave > 0) {
      this.#toLeave -= 1;
      return null;
    }
    // The record at which the latest run ended is not plain.
    if (start > 0 && start === this.#scanner.next) return null;
    const offset = this.#positions.used;
    const count = this.#scanner.scan(start, this.#cellCount);
    this.#pause = count === 0 ? Math.min(2 * this.#pause + 1, longestPause) : 0;
    this.#toLeave = count === 0 ? this.#pause - 1 : 0;
    if (count === 0) return null;
    if (this.isJudged) this.#judgedEnd = this.#scanner.next;
    return new PlainRun({
      text: this.#text,
      positions: this.#positions,
      offset,
      cellCount: this.#cellCount,
      count,
      recordNumber,
      lineNumber,
      end: this.#scanner.next,
      quote: this.#dialect.quote,
    });
  }
}
