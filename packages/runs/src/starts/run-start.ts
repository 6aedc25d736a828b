import type { Queryable } from '@wdh/postgres';
import { keepSpend } from '../spend/keep-spend.js';
import { deleteKeptRejects } from './delete-kept-rejects.js';

/** How often a run was started, and where its records continue. */
export interface RunStart {
  /** Number of this start, from 1: the end of the run must name it. */
  readonly delivery: number;
  /** Attempts of earlier starts. */
  readonly attemptsBefore: number;
  /** Sequence of the last event of earlier starts. */
  readonly eventsBefore: number;
}

/** The start of a run that was not started before. */
export const firstStart: RunStart = { delivery: 1, attemptsBefore: 0, eventsBefore: 0 };

/**
 * Returns the start of a run, after what earlier ones of the same run recorded.
 *
 * @param started - Numbers of the row of the run; its attempts include the first of this start.
 */
export async function startOf(
  on: Queryable,
  executionId: string,
  { delivery, attempts }: { readonly delivery: number; readonly attempts: number },
): Promise<RunStart> {
  if (delivery === 1 && attempts === 1) return firstStart;
  // The row of a process that was killed does not count all of its attempts.
  const [recorded] = await on.query<{ readonly attempts: number; readonly events: number }>(
    `select coalesce((select max(attempt) from public.run_steps where execution_id = $1), 0) as attempts,
       coalesce((select max(sequence) from public.run_events where execution_id = $1), 0) as events`,
    [executionId],
  );
  const attemptsBefore = Math.max(attempts - 1, recorded?.attempts ?? 0);
  return { delivery, attemptsBefore, eventsBefore: recorded?.events ?? 0 };
}

/** Returns the start of a run that may have been started before, without the rejected rows it kept. */
export async function continueRun(
  on: Queryable,
  executionId: string,
  started: Parameters<typeof startOf>[2],
): Promise<RunStart> {
  const start = await startOf(on, executionId, started);
  if (start === firstStart) return start;
  await deleteKeptRejects(on, executionId);
  // What earlier starts spent stays, although their outcome does not.
  await on.query(
    `update public.pipeline_executions as execution set ${keepSpend('execution')} where execution_id = $1`,
    [executionId],
  );
  return start;
}
