import type { Queryable } from '@wdh/postgres';
import { inArray, sql } from 'drizzle-orm';
import { runSteps } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

interface Attempts {
  readonly executionId: string;
  readonly attempts: number;
}

/** What the steps of the last attempt of a run say about it. */
export interface StepFigures {
  readonly warnings: number;
  /** Null for an attempt without checks. */
  readonly failedChecks: number | null;
}

/** Of a run without recorded steps. */
export const noStepFigures: StepFigures = { warnings: 0, failedChecks: null };

/** Counts warnings and failed checks of the last attempt of each of these runs, by their ids. */
export async function stepFiguresOf(
  on: Queryable,
  runs: readonly Attempts[],
): Promise<ReadonlyMap<string, StepFigures>> {
  if (runs.length === 0) return new Map();
  const ids = runs.map(({ executionId }) => executionId);
  const lastAttempts = new Map(runs.map(({ executionId, attempts }) => [executionId, attempts]));
  const found = await runStatement(on, (database) =>
    database
      .select({
        executionId: runSteps.executionId,
        attempt: runSteps.attempt,
        warnings: sql`sum(${runSteps.warnings})`.mapWith(Number).as('warnings'),
        checks: sql`sum(case when ${runSteps.kind} = 'check' then 1 else 0 end)`
          .mapWith(Number)
          .as('checks'),
        // Older runs recorded only that a check had warned.
        failed: sql`sum(case when ${runSteps.kind} = 'check'
            and (${runSteps.rowsFound} > 0 or ${runSteps.warnings} > 0) then 1 else 0 end)`
          .mapWith(Number)
          .as('failed'),
      })
      .from(runSteps)
      .where(inArray(runSteps.executionId, ids))
      .groupBy(runSteps.executionId, runSteps.attempt),
  );
  return new Map(
    found
      .filter(({ executionId, attempt }) => lastAttempts.get(executionId) === attempt)
      .map(({ executionId, warnings, checks, failed }) => [
        executionId,
        { warnings, failedChecks: checks === 0 ? null : failed },
      ]),
  );
}
