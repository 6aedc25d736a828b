import type { Queryable } from '@wdh/postgres';

/** Adds lines to the log of a run: levels, steps and texts repeat, and each tenth is a warning. */
export async function fillLog(
  on: Queryable,
  executionId: string,
  from: number,
  to: number,
): Promise<void> {
  await on.query(
    `insert into public.run_events (execution_id, sequence, occurred_at, level, event, step_name, payload)
     select $1, line, now(), case when line % 10 = 0 then 'warn' else 'info' end, 'step.progress',
       'step_' || line % 3, json_build_object('line', line, 'word', 'word' || line % 7)
     from generate_series($2::int, $3::int) as line`,
    [executionId, from, to],
  );
}
