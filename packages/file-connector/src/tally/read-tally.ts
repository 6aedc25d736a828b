import type { SourceStatistics } from '@wdh/pipeline-core';

/**
 * The fault of a repaired record, under the policy `lenient`: stray quotes in a field, one surplus
 * empty field, or several at its end.
 */
export type RepairCode = 'STRAY_QUOTE' | 'EXTRA_EMPTY_FIELDS';

/**
 * Counts the physical lines and the records of one reading by outcome.
 *
 * At its end `records = rows + malformed`, and `lines` is the sum of `skippedLines`, `headerLines`,
 * `recordLines`, `blankLines`, `commentLines` and `footerLines`.
 */
export interface ReadStatistics extends SourceStatistics {
  /** Lines of the footer; they are known only at the end, and count as lines of records until then. */
  readonly footerLines: number;
  /** Byte order marks dropped at the start of records, which occur in concatenated files. */
  readonly byteOrderMarks: number;
  /** Records, the header not counted. */
  readonly records: number;
  readonly rows: number;
  readonly malformed: number;
  /** Repaired rows, by fault. Each repair is a warning. */
  readonly repairs: Readonly<Record<RepairCode, number>>;
  /** Stored bytes of the input, compressed or not. */
  readonly bytesRead: number;
}

/** The kinds of lines of a file. */
export type LineKind =
  'skippedLines' | 'headerLines' | 'recordLines' | 'blankLines' | 'commentLines' | 'footerLines';

/** Counts lines and records while they are read. */
export class ReadTally {
  readonly #lines: Record<LineKind, number> = {
    skippedLines: 0,
    headerLines: 0,
    recordLines: 0,
    blankLines: 0,
    commentLines: 0,
    footerLines: 0,
  };
  readonly #repairs: Record<RepairCode, number> = { STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 0 };
  /** Counted where lines are numbered, independent of their kind. */
  lines = 0;
  byteOrderMarks = 0;
  rows = 0;
  malformed = 0;
  bytesRead = 0;

  /** Counts lines of one kind. */
  addLines(kind: LineKind, count: number): void {
    this.#lines[kind] += count;
  }

  /** Counts lines of records as lines of the footer. */
  moveToFooter(count: number): void {
    this.#lines.recordLines -= count;
    this.#lines.footerLines += count;
  }

  /** Counts a record that was repaired. */
  addRepair(code: RepairCode): void {
    this.#repairs[code] += 1;
  }

  /** Returns a snapshot of the counts. */
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
