import type { ErrorCategory } from '@wdh/pipeline-core';
import { DatabaseError } from '@wdh/postgres';

/**
 * Categories of errors that the SQL of a check may cause; not the network, a lock, a signal or a
 * full disk.
 */
const ofStatement: ReadonlySet<ErrorCategory> = new Set(['data', 'schema', 'internal']);

/** SQLSTATEs of errors caused by the server itself: its settings, its files, its code. */
const ofServer = /^(?:58|F0|XX)/;

/** SQLSTATE of a statement with missing parameters, and of a failed connection. */
const parameters = '08P01';

/** SQLSTATE of a statement that writes in a read-only transaction. */
const readOnlyTransaction = '25006';

/**
 * Converts the server's refusal of the SQL of a check to an error that names the check, because the
 * loaded rows and their table are not the cause. Returns any other error unchanged.
 */
export function checkNotRun(error: unknown, check: string): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const { category, sqlState, report } = error;
  if (sqlState === null || report === null) return error;
  const isOfStatement = ofStatement.has(category) || sqlState === parameters;
  if (!isOfStatement || ofServer.test(sqlState)) return error;
  const advice =
    sqlState === readOnlyTransaction
      ? 'A check may read only: what it writes would be missing from the counts of the load.'
      : 'Correct the check, or grant what it reads.';
  return new DatabaseError(`The SQL of check "${check}" could not be run (${report}). ${advice}`, {
    code: 'CHECK_FAILED_TO_RUN',
    category: 'usage',
    details: error,
  });
}
