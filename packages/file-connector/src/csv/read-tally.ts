import type { SourceStatistics } from '@wdh/pipeline-core';

/**
 * What was wrong with a record that was repaired, under the policy `lenient`: stray quotes in a field,
 * or one empty field too many, or several at its end.
 */
export type RepairCode = 'STRAY_QUOTE' | 'EXTRA_EMPTY_FIELDS';

/**
 * What became of every physical line and of every record of one reading.
 *
 * At its end `lines = skippedLines + headerLines + recordLines + blankLines + commentLines` and
 * `records = rows + malformed`.
 */
export interface ReadStatistics extends SourceStatistics {
  /** Byte order marks dropped at the start of records, as files put together have them. */
  readonly byteOrderMarks: number;
  /** Records, the header not counted. */
  readonly records: number;
  readonly rows: number;
  readonly malformed: number;
  /** Rows that were repaired before they were taken, by what was wrong. Each is a warning. */
  readonly repairs: Readonly<Record<RepairCode, number>>;
  /** Bytes of the input as it is stored, compressed or not. */
  readonly bytesRead: number;
}

/** What the lines of a file can be. */
export type LineKind =
  'skippedLines' | 'headerLines' | 'recordLines' | 'blankLines' | 'commentLines';

/** Counts lines and records while they are read. */
export class ReadTally {
  readonly #lines: Record<LineKind, number> = {
    skippedLines: 0,
    headerLines: 0,
    recordLines: 0,
    blankLines: 0,
    commentLines: 0,
  };
  readonly #repairs: Record<RepairCode, number> = { STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 0 };
  /** Counted by whoever numbers the lines, apart from what they are. */
  lines = 0;
  byteOrderMarks = 0;
  rows = 0;
  malformed = 0;
  bytesRead = 0;

  /** Counts lines of one kind. */
  addLines(kind: LineKind, count: number): void {
    this.#lines[kind] += count;
  }

  /** Counts a record that was repaired. */
  addRepair(code: RepairCode): void {
    this.#repairs[code] += 1;
  }

  /** The counts so far, as data that does not change any more. */
  snapshot(): ReadStatistics {
    const { lines, byteOrderMarks, rows, malformed, bytesRead } = this;
    return {
      lines,
      ...this.#lines,
      byteOrderMarks,
      records: rows + malformed,
      rows,
      malformed,
      repairs: { ...this.#repairs },
      bytesRead,
    };
  }
}
