import type { StepSpend } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { and, inArray, isNotNull, sql } from 'drizzle-orm';
import type { RunStatus } from '../run-status.js';
import { runSteps } from '../schema.js';
import { spendOf } from '../spend/spend-of.js';
import { runStatement } from '../statements/run-statement.js';

interface Runs {
  readonly executionId: string;
  readonly status: RunStatus;
}

/**
 * Adds up what the steps of those of these runs have spent that run or were abandoned, as they were last
 * recorded, by the ids of the runs: the row of a run has its spend when the run has ended itself.
 */
export async function runningSpendsOf(
  on: Queryable,
  runs: readonly Runs[],
): Promise<ReadonlyMap<string, StepSpend>> {
  const ids = runs
    .filter(({ status }) => status === 'running' || status === 'abandoned')
    .map((run) => run.executionId);
  if (ids.length === 0) return new Map();
  const found = await runStatement(on, (database) =>
    database
      .select({
        executionId: runSteps.executionId,
        costUsd: sql`sum(${runSteps.costUsd})`.mapWith(runSteps.costUsd).as('cost_usd'),
        paidCalls: sql`sum(${runSteps.paidCalls})`.mapWith(Number).as('paid_calls'),
        cachedCalls: sql`sum(${runSteps.cachedCalls})`.mapWith(Number).as('cached_calls'),
      })
      .from(runSteps)
      .where(and(inArray(runSteps.executionId, ids), isNotNull(runSteps.costUsd)))
      .groupBy(runSteps.executionId),
  );
  return new Map(
    found.flatMap(({ executionId, ...columns }) => {
      const spend = spendOf(columns);
      return spend === null ? [] : [[executionId, spend]];
    }),
  );
}
