import type { Queryable } from '@wdh/postgres';

/** What shows whether a run has changed since another look. */
export interface RunRevision {
  readonly executionId: string;
  /** Differs whenever the run, its steps, or the runs that repeat it have changed. */
  readonly revision: string;
  /** Sequence of its last event; 0 without events. */
  readonly lastEvent: number;
}

/**
 * Returns the revisions of some runs, in one query. Runs that do not exist are left out.
 *
 * The transaction that wrote a row last shows every change of it, without a clock.
 */
export function revisionsOf(
  on: Queryable,
  executionIds: readonly string[],
): Promise<readonly RunRevision[]> {
  return on.query<RunRevision>(
    `select run.execution_id as "executionId",
       hashtextextended(concat_ws(';', run.xmin::text,
         (select string_agg(step.xmin::text, ',' order by step.attempt, step.ordinal)
          from public.run_steps as step where step.execution_id = run.execution_id),
         (select string_agg(child.xmin::text, ',' order by child.execution_id)
          from public.pipeline_executions as child
          where child.parent_execution_id = run.execution_id)), 0)::text as revision,
       coalesce((select max(event.sequence) from public.run_events as event
         where event.execution_id = run.execution_id), 0) as "lastEvent"
     from public.pipeline_executions as run
     where run.execution_id in (select json_array_elements_text($1::text::json))`,
    [JSON.stringify(executionIds)],
  );
}
