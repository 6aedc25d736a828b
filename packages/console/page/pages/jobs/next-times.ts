import type { WireSchedule } from '../../../src/wire/queue.js';

/** The next time of each schedule by its name; null: it is paused, or never comes. */
export type NextTimes = ReadonlyMap<string, string | null>;

/** Returns when each schedule starts its job next. */
export function nextTimes(schedules: readonly WireSchedule[]): NextTimes {
  return new Map(
    schedules.map(({ name, next, pausedAt }) => [
      name,
      pausedAt === null ? (next[0] ?? null) : null,
    ]),
  );
}
