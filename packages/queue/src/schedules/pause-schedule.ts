import type { Schedule } from '@wdh/job';
import type { Queryable } from '@wdh/postgres';
import { millisOf } from './schedule-clock.js';

/** Since when a schedule is paused, and who paused it. */
export interface SchedulePause {
  readonly since: Date;
  /** Null if it was not said. */
  readonly by: string | null;
}

/**
 * Pauses a schedule: its ticks pass without a run until it is resumed, also after later deployments and if no
 * worker has followed it yet. One that is paused remains as it is.
 */
export async function pauseSchedule(
  on: Queryable,
  { name, job, cron, timezone, declaration }: Schedule,
  by: string | null,
): Promise<SchedulePause> {
  const [paused] = await on.query<{ sinceMs: number; by: string | null }>(
    `insert into public.wdh_schedules as schedule
      (name, job_name, cron, timezone, declaration, declared_at, paused_at, paused_by)
    values ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp(), $6)
    on conflict (name) do update set
      paused_at = coalesce(schedule.paused_at, excluded.paused_at),
      paused_by = case when schedule.paused_at is null then excluded.paused_by else schedule.paused_by end
    returning ${millisOf('paused_at')} as "sinceMs", paused_by as "by"`,
    [name, job.name, cron, timezone, declaration, by],
  );
  return { since: new Date(paused?.sinceMs ?? Number.NaN), by: paused?.by ?? null };
}

/**
 * Resumes a schedule from its next tick on: those that passed are not made up.
 *
 * @returns the pause that ended; null if it was not paused.
 */
export async function resumeSchedule(
  on: Queryable,
  { name }: Pick<Schedule, 'name'>,
): Promise<SchedulePause | null> {
  const [ended] = await on.query<{ sinceMs: number; by: string | null }>(
    `with former as (
      select name, paused_at, paused_by from public.wdh_schedules
      where name = $1 and paused_at is not null for update
    )
    update public.wdh_schedules schedule set paused_at = null, paused_by = null
    from former where schedule.name = former.name
    returning ${millisOf('former.paused_at')} as "sinceMs", former.paused_by as "by"`,
    [name],
  );
  return ended === undefined ? null : { since: new Date(ended.sinceMs), by: ended.by };
}
