import type { StepSpend } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { asc, eq } from 'drizzle-orm';
import { runSteps } from '../schema.js';
import { spendOf } from '../spend/spend-of.js';
import { runStatement } from '../statements/run-statement.js';

/** A step of one attempt of a run. */
export interface RunStep {
  /** From 1. */
  readonly attempt: number;
  /** Position of the step in its attempt, from 1: the source first, the load last. */
  readonly ordinal: number;
  readonly stepName: string;
  readonly kind: string;
  readonly startedAt: Date;
  /** Null while the step runs, and if its process ended first. */
  readonly endedAt: Date | null;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsRejected: number;
  readonly rowsFiltered: number;
  readonly warnings: number;
  /** Rows that a check found; null for other steps, before its end, and for older runs. */
  readonly rowsFound: number | null;
  /** What the step has spent on paid services; null where it calls none, and for older runs. */
  readonly spend: StepSpend | null;
}

/** Returns the steps of all attempts of a run, in their order. */
export async function stepsOf(on: Queryable, executionId: string): Promise<readonly RunStep[]> {
  const steps = await runStatement(on, (database) =>
    database
      .select({
        attempt: runSteps.attempt,
        ordinal: runSteps.ordinal,
        stepName: runSteps.stepName,
        kind: runSteps.kind,
        startedAt: runSteps.startedAt,
        endedAt: runSteps.endedAt,
        rowsIn: runSteps.rowsIn,
        rowsOut: runSteps.rowsOut,
        rowsRejected: runSteps.rowsRejected,
        rowsFiltered: runSteps.rowsFiltered,
        warnings: runSteps.warnings,
        rowsFound: runSteps.rowsFound,
        costUsd: runSteps.costUsd,
        paidCalls: runSteps.paidCalls,
        cachedCalls: runSteps.cachedCalls,
      })
      .from(runSteps)
      .where(eq(runSteps.executionId, executionId))
      .orderBy(asc(runSteps.attempt), asc(runSteps.ordinal)),
  );
  return steps.map(({ costUsd, paidCalls, cachedCalls, ...step }) => ({
    ...step,
    spend: spendOf({ costUsd, paidCalls, cachedCalls }),
  }));
}
