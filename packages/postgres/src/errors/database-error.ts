import { WdhError, type WdhErrorOptions } from '@wdh/pipeline-core';

/** What the server said of an error besides its code; names of objects only, never values. */
export interface DatabaseErrorDetails {
  /** Five characters, as in the PostgreSQL manual's appendix A; null for errors of the network. */
  readonly sqlState: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
  /** Columns or expressions of the partition key that no partition takes; null for other errors. */
  readonly partitionKey: string | null;
  /** Line of the COPY statement at fault, from 1; null where the error names none. */
  readonly copyLine: number | null;
  /** SQLSTATE, names, and the server's words where they hold no value; null for errors of the network. */
  readonly told: string | null;
}

/** An error of the server or of the connection to it, without the values that it quoted. */
export class DatabaseError extends WdhError {
  readonly sqlState: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
  readonly partitionKey: string | null;
  readonly copyLine: number | null;
  readonly told: string | null;

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
    this.told = details.told ?? null;
  }
}

/** Makes the same error with one sentence more. */
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
