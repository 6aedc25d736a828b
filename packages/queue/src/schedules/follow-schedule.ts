import type { Schedule } from '@wdh/job';
import type { Queryable } from '@wdh/postgres';
import { readClock } from './followed-schedule.js';

/**
 * Makes workers follow a declaration from now on. With another cron or zone its next time is counted from
 * now; otherwise the time that waits remains, also one that has passed.
 *
 * @returns whether another declaration was followed before; `held` if another process handles a tick, and
 * nothing was done.
 */
export async function followSchedule(
  on: Queryable,
  schedule: Schedule,
  clock: string,
): Promise<boolean | 'held'> {
  const { name, job, cron, timezone, declaration } = schedule;
  const next = schedule.nextAfter(await readClock(on, clock)).toISOString();
  const [former] = await on.query<{ declaration: string; isFree: boolean }>(
    `select declaration, name in (
      select name from public.wdh_schedules where name = $1 for update skip locked
    ) as "isFree"
    from public.wdh_schedules where name = $1`,
    [name],
  );
  if (former?.isFree === false) return 'held';
  await on.query(
    `insert into public.wdh_schedules as schedule
      (name, job_name, cron, timezone, declaration, declared_at, seen_at, next_at)
    values ($1, $2, $3, $4, $5, ${clock}, ${clock}, $6::text::timestamptz)
    on conflict (name) do update set
      job_name = excluded.job_name, cron = excluded.cron, timezone = excluded.timezone,
      declaration = excluded.declaration, seen_at = excluded.seen_at,
      declared_at = case when schedule.declaration = excluded.declaration
        then schedule.declared_at else excluded.declared_at end,
      next_at = case when schedule.cron = excluded.cron and schedule.timezone = excluded.timezone
        then coalesce(schedule.next_at, excluded.next_at) else excluded.next_at end`,
    [name, job.name, cron, timezone, declaration, next],
  );
  return former !== undefined && former.declaration !== declaration;
}

/** Notes that workers follow these declarations now; not of a schedule that another process handles. */
export async function noteSeen(
  on: Queryable,
  schedules: readonly Schedule[],
  clock: string,
): Promise<void> {
  const seen = schedules.map(({ name, declaration }) => ({ name, declaration }));
  await on.query(
    `update public.wdh_schedules set seen_at = ${clock} where name in (
      select schedule.name
      from json_to_recordset($1::text::json) as seen (name text, declaration text)
        join public.wdh_schedules schedule using (name, declaration)
      for update of schedule skip locked
    )`,
    [JSON.stringify(seen)],
  );
}

/** Replaces the next time of a schedule, unless it has changed or another process handles it. */
export async function replaceNext(
  on: Queryable,
  { name, declaration }: Schedule,
  formerMs: number | null,
  next: Date,
): Promise<void> {
  await on.query(
    `update public.wdh_schedules set next_at = $4::text::timestamptz where name in (
      select name from public.wdh_schedules
      where name = $1 and declaration = $2
        and next_at is not distinct from to_timestamp($3::text::float8 / 1000)
      for update skip locked
    )`,
    [name, declaration, formerMs === null ? null : String(formerMs), next.toISOString()],
  );
}
