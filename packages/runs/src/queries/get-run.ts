import type { Queryable } from '@wdh/postgres';
import { desc, eq, sql } from 'drizzle-orm';
import type { RunStatus } from '../run-status.js';
import type { RunTrigger } from '../run-trigger.js';
import { pipelineExecutions as runs } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { runColumns, runOf, type RunSummary } from './run.js';
import { runningSpendsOf } from './running-spends-of.js';
import { stepFiguresOf } from './step-figures-of.js';

/** A run that repeats or replays another. */
export interface ChildRun {
  readonly executionId: string;
  readonly status: RunStatus;
  readonly trigger: RunTrigger | null;
  readonly startedAt: Date;
}

/** A run with its details. */
export interface Run extends RunSummary {
  /** The request, as JSON without secrets; null for a run without one. */
  readonly request: unknown;
  /** Runs that repeat or replay this one, the latest first; 100 at most. */
  readonly children: readonly ChildRun[];
}

const maxChildren = 100;

/** Returns a run; null if there is none with that id. */
export async function getRun(on: Queryable, executionId: string): Promise<Run | null> {
  const [row] = await runStatement(on, (database) =>
    database
      // Unchanged: drizzle would parse a JSON text again.
      .select({ ...runColumns, request: sql<unknown>`${runs.request}`.as('request') })
      .from(runs)
      .where(eq(runs.executionId, executionId)),
  );
  if (row === undefined) return null;
  const { request, ...run } = row;
  const children = await runStatement(on, (database) =>
    database
      .select({
        executionId: runs.executionId,
        status: runColumns.status,
        trigger: runColumns.trigger,
        startedAt: runs.startedAt,
      })
      .from(runs)
      .where(eq(runs.parentExecutionId, executionId))
      .orderBy(desc(runs.startedAt), desc(runs.executionId))
      .limit(maxChildren),
  );
  const figures = await stepFiguresOf(on, [run]);
  const spends = await runningSpendsOf(on, [run]);
  return {
    ...runOf(run, figures.get(executionId), spends.get(executionId)),
    request,
    children,
  };
}
