import { WdhError, type WdhErrorOptions } from '@wdh/pipeline-core';

/** What the server reported besides the code: names of objects only, never values. */
export interface DatabaseErrorDetails {
  /** Five characters, as in the PostgreSQL manual's appendix A; null for network errors. */
  readonly sqlState: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
  /**
   * Columns or expressions of the partition key for which no partition exists; null for other
   * errors.
   */
  readonly partitionKey: string | null;
  /** Line of the COPY data that caused the error, from 1; null if the error does not name one. */
  readonly copyLine: number | null;
  /** SQLSTATE, names, and the server's message if it contains no value; null for network errors. */
  readonly report: string | null;
}

/** An error of the server or of the connection to it, without the values that the server quoted. */
export class DatabaseError extends WdhError {
  readonly sqlState: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
  readonly partitionKey: string | null;
  readonly copyLine: number | null;
  readonly report: string | null;

  constructor(
    summary: string,
    options: WdhErrorOptions & { readonly details?: Partial<DatabaseErrorDetails> },
  ) {
    const { details = {}, ...rest } = options;
    super(summary, rest);
    this.sqlState = details.sqlState ?? null;
    this.table = details.table ?? null;
    this.column = details.column ?? null;
    this.constraint = details.constraint ?? null;
    this.partitionKey = details.partitionKey ?? null;
    this.copyLine = details.copyLine ?? null;
    this.report = details.report ?? null;
  }
}

/** Returns the same error with one more sentence. */
export function addToError(error: DatabaseError, sentence: string): DatabaseError {
  const { code, category, isRetryable, context, summary } = error;
  return new DatabaseError(`${summary} ${sentence}`, {
    ...context,
    code,
    category,
    isRetryable,
    details: error,
  });
}
