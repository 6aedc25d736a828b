import type { Schedule } from '@wdh/job';
import type { HandledTick } from './tick-outcome.js';

/** Most missed ticks that are noted one by one. */
const mostNoted = 100;

/** Ticks that passed while no worker ran. */
export interface MissedTicks {
  /** The latest of them, at most 100. */
  readonly ticks: readonly HandledTick[];
  /** Whether there are earlier ones. */
  readonly hasMore: boolean;
}

/** Returns the ticks from one time until before a later tick, the latest first. */
export function missedTicks(schedule: Schedule, from: Date, before: Date): MissedTicks {
  const ticks: HandledTick[] = [];
  for (let time = before; ;) {
    const at = schedule.lastUntil(new Date(time.getTime() - 1));
    if (at < from) return { ticks, hasMore: false };
    if (ticks.length === mostNoted) return { ticks, hasMore: true };
    const reason = `${before.toISOString()} was due as well, and only the latest is made up`;
    ticks.push({ at, outcome: 'missed', reason, executionId: null });
    time = at;
  }
}
