import type { Queryable } from '@wdh/postgres';
import { inArray, type SQL, sql } from 'drizzle-orm';
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

/** Runs of one statement: for more, the server may prefer to read the whole table. */
const most = 200;

/** Counts warnings and failed checks of the last attempt of each of these runs, by their ids. */
export async function stepFiguresOf(
  on: Queryable,
  runs: readonly Attempts[],
): Promise<ReadonlyMap<string, StepFigures>> {
  const lastAttempts = new Map(runs.map(({ executionId, attempts }) => [executionId, attempts]));
  const figures = new Map<string, StepFigures>();
  for (let at = 0; at < runs.length; at += most) {
    const ids = runs.slice(at, at + most).map(({ executionId }) => executionId);
    for (const { executionId, attempt, warnings, checks, failed } of await read(on, ids)) {
      if (lastAttempts.get(executionId) !== attempt) continue;
      figures.set(executionId, { warnings, failedChecks: checks === 0 ? null : failed });
    }
  }
  return figures;
}

function read(on: Queryable, ids: readonly string[]) {
  const sumWhere = (condition: SQL): SQL =>
    sql`sum(case when ${runSteps.kind} = 'check' and ${condition} then 1 else 0 end)`;
  // Older runs recorded only that a check had warned.
  const hasFailed = sql`(${runSteps.rowsFound} > 0 or ${runSteps.warnings} > 0)`;
  return runStatement(on, (database) =>
    database
      .select({
        executionId: runSteps.executionId,
        attempt: runSteps.attempt,
        warnings: sql`sum(${runSteps.warnings})`.mapWith(Number).as('warnings'),
        checks: sumWhere(sql`true`)
          .mapWith(Number)
          .as('checks'),
        failed: sumWhere(hasFailed).mapWith(Number).as('failed'),
      })
      .from(runSteps)
      .where(inArray(runSteps.executionId, [...ids]))
      .groupBy(runSteps.executionId, runSteps.attempt),
  );
}
