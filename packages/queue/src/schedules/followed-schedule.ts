import type { Queryable } from '@wdh/postgres';
import { millisOf } from './schedule-clock.js';

/** What the database holds of a schedule; times in milliseconds since 1970. */
export interface FollowedSchedule {
  readonly name: string;
  /** The declaration that workers follow; another one is that of an older or newer version. */
  readonly declaration: string;
  /** When a worker with that declaration was last seen; null if none was. */
  readonly seenMs: number | null;
  /** Null until a worker follows it. */
  readonly nextMs: number | null;
  readonly isPaused: boolean;
  /** The present time of the server. */
  readonly nowMs: number;
}

const columns = (clock: string): string => `schedule.name, schedule.declaration,
  ${millisOf('schedule.seen_at')} as "seenMs", ${millisOf('schedule.next_at')} as "nextMs",
  schedule.paused_at is not null as "isPaused", ${millisOf(clock)} as "nowMs"`;

/** Returns the rows of schedules. */
export async function readSchedules(
  on: Queryable,
  names: readonly string[],
  clock: string,
): Promise<readonly FollowedSchedule[]> {
  return on.query<FollowedSchedule>(
    `select ${columns(clock)} from public.wdh_schedules schedule
    where schedule.name in (select json_array_elements_text($1::text::json))`,
    [JSON.stringify(names)],
  );
}

/** Locks the row of a schedule until the end of the transaction; null if another process has it. */
export async function lockSchedule(
  on: Queryable,
  name: string,
  clock: string,
): Promise<FollowedSchedule | null> {
  const [row] = await on.query<FollowedSchedule>(
    `select ${columns(clock)} from public.wdh_schedules schedule
    where schedule.name = $1 for update skip locked`,
    [name],
  );
  return row ?? null;
}

/** Returns the present time of the server. */
export async function readClock(on: Queryable, clock: string): Promise<Date> {
  const [row] = await on.query<{ nowMs: number }>(`select ${millisOf(clock)} as "nowMs"`);
  return new Date(row?.nowMs ?? Number.NaN);
}
