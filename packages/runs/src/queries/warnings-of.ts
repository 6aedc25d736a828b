import type { Queryable } from '@wdh/postgres';
import { inArray, sql } from 'drizzle-orm';
import { runSteps } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

interface Attempts {
  readonly executionId: string;
  readonly attempts: number;
}

/** Counts the warnings of the last attempt of each of these runs, by their ids. */
export async function warningsOf(
  on: Queryable,
  runs: readonly Attempts[],
): Promise<ReadonlyMap<string, number>> {
  if (runs.length === 0) return new Map();
  const ids = runs.map(({ executionId }) => executionId);
  const lastAttempts = new Map(runs.map(({ executionId, attempts }) => [executionId, attempts]));
  const found = await runStatement(on, (database) =>
    database
      .select({
        executionId: runSteps.executionId,
        attempt: runSteps.attempt,
        warnings: sql`sum(${runSteps.warnings})`.mapWith(Number).as('warnings'),
      })
      .from(runSteps)
      .where(inArray(runSteps.executionId, ids))
      .groupBy(runSteps.executionId, runSteps.attempt),
  );
  return new Map(
    found
      .filter(({ executionId, attempt }) => lastAttempts.get(executionId) === attempt)
      .map(({ executionId, warnings }) => [executionId, warnings]),
  );
}
