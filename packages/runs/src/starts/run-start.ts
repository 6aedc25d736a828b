import type { Queryable } from '@wdh/postgres';

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
