import type { Schedule } from '@wdh/job';
import type { Queryable } from '@wdh/postgres';
import type { Queue } from '../open-queue.js';
import { type FollowedSchedule, lockSchedule } from './followed-schedule.js';
import { missedTicks, type MissedTicks } from './missed-ticks.js';
import { type HandledTick, submitTick } from './tick-outcome.js';

/** A tick that fired within this time is not late. */
const onTimeMs = 60_000;

/** Days for which handled ticks are kept. */
const keptDays = 35;

/** What was done with the ticks of a schedule that were due. */
export interface FiredTick {
  /** The latest one; null if it was handled before. */
  readonly tick: HandledTick | null;
  /** Earlier ones, which are not made up. */
  readonly missed: MissedTicks;
  /** Milliseconds since its time. */
  readonly lateMs: number;
}

/**
 * Handles the latest tick of a schedule that is due: its run, its record and the next time of the schedule
 * are committed together.
 *
 * @returns null if none is due any more; `held` if another process handles it.
 */
export async function fireTick(
  queue: Pick<Queue, 'submit' | 'transact'>,
  schedule: Schedule,
  clock: string,
): Promise<FiredTick | 'held' | null> {
  return queue.transact(async (on) => {
    const row = await lockSchedule(on, schedule.name, clock);
    if (row === null) return 'held';
    if (row.nextMs === null || row.nextMs > row.nowMs) return null;
    if (row.declaration !== schedule.declaration) return null;
    const now = new Date(row.nowMs);
    const from = new Date(row.nextMs);
    const at = schedule.lastUntil(now);
    await on.query(
      'update public.wdh_schedules set next_at = $2::text::timestamptz where name = $1',
      [schedule.name, schedule.nextAfter(now).toISOString()],
    );
    // Its times are others than those of the process that noted it: by another version of the zones.
    if (at < from) return { tick: null, missed: { ticks: [], hasMore: false }, lateMs: 0 };
    const missed = row.isPaused ? { ticks: [], hasMore: false } : missedTicks(schedule, from, at);
    const isHandled = await isTickHandled(on, schedule.name, at);
    const tick = isHandled ? null : await handleTick(queue, on, schedule, at, row);
    await noteTicks(
      on,
      schedule.name,
      clock,
      tick === null ? missed.ticks : [tick, ...missed.ticks],
    );
    return { tick, missed, lateMs: row.nowMs - at.getTime() };
  });
}

async function handleTick(
  queue: Pick<Queue, 'submit'>,
  on: Queryable,
  schedule: Schedule,
  at: Date,
  { isPaused, nowMs }: FollowedSchedule,
): Promise<HandledTick> {
  const without = { at, executionId: null };
  if (isPaused) return { ...without, outcome: 'paused', reason: 'the schedule is paused' };
  const lateMs = nowMs - at.getTime();
  if (lateMs > Math.max(schedule.catchUpWithinMs, onTimeMs)) {
    const reason = `no worker ran, and ${minutesOf(lateMs)} later it is not made up: its limit is ${minutesOf(schedule.catchUpWithinMs)}`;
    return { ...without, outcome: 'missed', reason };
  }
  return submitTick(queue, on, schedule, at);
}

const minutesOf = (ms: number): string => `${Math.round(ms / 60_000)} min`;

/** A tick that was missed fires if the clock of the server went back, and its time comes again. */
async function isTickHandled(on: Queryable, name: string, at: Date): Promise<boolean> {
  const found = await on.query(
    `select from public.wdh_schedule_ticks
    where schedule_name = $1 and tick_at = $2::text::timestamptz and outcome <> 'missed'`,
    [name, at.toISOString()],
  );
  return found.count > 0;
}

/** Notes ticks, and deletes old ones. A tick that was handled before keeps its outcome. */
async function noteTicks(
  on: Queryable,
  name: string,
  clock: string,
  ticks: readonly HandledTick[],
): Promise<void> {
  const rows = ticks.map(({ at, outcome, reason, executionId }) => ({
    ...{ tick_at: at.toISOString(), outcome, reason, execution_id: executionId },
  }));
  await on.query(
    `with old as (
      delete from public.wdh_schedule_ticks
      where schedule_name = $1 and tick_at < ${clock} - interval '${keptDays} days'
    )
    insert into public.wdh_schedule_ticks as known
      (schedule_name, tick_at, handled_at, outcome, reason, execution_id)
    select $1, tick_at, ${clock}, outcome, reason, execution_id
    from json_to_recordset($2::text::json) as ticks
      (tick_at timestamptz, outcome text, reason text, execution_id text)
    on conflict (schedule_name, tick_at) do update set
      handled_at = excluded.handled_at, outcome = excluded.outcome, reason = excluded.reason,
      execution_id = excluded.execution_id
    where known.outcome = 'missed'`,
    [name, JSON.stringify(rows)],
  );
}
