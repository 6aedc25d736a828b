import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '@wdh/runs';
import type { SchedulePause } from './pause-schedule.js';
import { millisOf } from './schedule-clock.js';
import type { TickOutcome } from './tick-outcome.js';

/** The last tick of a schedule. */
export interface LastTick {
  readonly at: Date;
  readonly outcome: TickOutcome;
  /** Why no run was submitted; null if one was. */
  readonly reason: string | null;
  readonly executionId: string | null;
  /** The present status of its run; null if it has none, or its record was deleted. */
  readonly runStatus: RunStatus | null;
}

/** What the database knows of a schedule. */
export interface ScheduleState {
  readonly name: string;
  readonly jobName: string;
  readonly cron: string;
  readonly timezone: string;
  /** Identifies the declaration that workers follow. */
  readonly declaration: string;
  /** When a worker that follows it was last seen; null: none was. */
  readonly seenAt: Date | null;
  /** Whether one was seen within the last minute. */
  readonly isFollowed: boolean;
  /** Its next time; null until a worker follows it. */
  readonly nextAt: Date | null;
  readonly pause: SchedulePause | null;
  readonly lastTick: LastTick | null;
}

interface StateRow {
  readonly name: string;
  readonly jobName: string;
  readonly cron: string;
  readonly timezone: string;
  readonly declaration: string;
  readonly isFollowed: boolean | null;
  readonly seenMs: number | null;
  readonly nextMs: number | null;
  readonly pausedMs: number | null;
  readonly pausedBy: string | null;
  readonly tickMs: number | null;
  readonly outcome: TickOutcome | null;
  readonly reason: string | null;
  readonly executionId: string | null;
  readonly runStatus: RunStatus | null;
}

/** Returns the schedules that the database knows, in the order of their names. */
export async function scheduleStates(on: Queryable): Promise<readonly ScheduleState[]> {
  const rows = await on.query<StateRow>(
    `select schedule.name, schedule.job_name as "jobName", cron, timezone, declaration,
      ${millisOf('seen_at')} as "seenMs", ${millisOf('next_at')} as "nextMs",
      seen_at > clock_timestamp() - interval '1 minute' as "isFollowed",
      ${millisOf('paused_at')} as "pausedMs", paused_by as "pausedBy",
      ${millisOf('tick.tick_at')} as "tickMs", tick.outcome, tick.reason,
      tick.execution_id as "executionId", run.status as "runStatus"
    from public.wdh_schedules schedule
      left join lateral (
        select * from public.wdh_schedule_ticks
        where schedule_name = schedule.name order by tick_at desc limit 1
      ) tick on true
      left join public.pipeline_executions run on run.execution_id = tick.execution_id
    order by schedule.name`,
  );
  return rows.map(stateOf);
}

function stateOf(row: StateRow): ScheduleState {
  const { name, jobName, cron, timezone, declaration, pausedBy, pausedMs } = row;
  const since = dateOf(pausedMs);
  return {
    ...{ name, jobName, cron, timezone, declaration },
    isFollowed: row.isFollowed ?? false,
    seenAt: dateOf(row.seenMs),
    nextAt: dateOf(row.nextMs),
    pause: since === null ? null : { since, by: pausedBy },
    lastTick: lastTickOf(row),
  };
}

function lastTickOf(row: StateRow): LastTick | null {
  const { outcome, reason, executionId, runStatus } = row;
  const at = dateOf(row.tickMs);
  if (at === null || outcome === null) return null;
  return { at, outcome, reason, executionId, runStatus };
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
