import type { ResultColumn, ResultRow, StatementResult } from '@wdh/postgres';

/** Turns one result into text, piece by piece, so that a result of any size takes no more memory. */
export interface ResultFormat {
  /** Returns the text of the next rows, with what precedes the first. */
  rows(rows: readonly ResultRow[], columns: readonly ResultColumn[]): string;
  /** Returns the text after the last row. */
  end(result: StatementResult): string;
  /** Returns the text that closes a result whose statement failed. */
  abandon(): string;
}
