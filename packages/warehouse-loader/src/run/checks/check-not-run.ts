import type { ErrorCategory } from '@wdh/pipeline-core';
import { DatabaseError } from '@wdh/postgres';

/** What a check's own SQL may be at fault for; not the network, a lock, a person or a full disk. */
const ofStatement: ReadonlySet<ErrorCategory> = new Set(['data', 'schema', 'internal']);

/** SQLSTATEs of a server that is itself at fault: its settings, its files, its code. */
const ofServer = /^(?:58|F0|XX)/;

/** SQLSTATE of a statement with more parameters than it is given, and of a connection that fails. */
const parameters = '08P01';

/** SQLSTATE of a statement that writes in a transaction that may not. */
const readOnlyTransaction = '25006';

/**
 * Makes of the server's refusal of a check's SQL an error that names the check: it tells nothing of
 * the loaded rows or their table. Returns any other error as it is.
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
