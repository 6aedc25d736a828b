import type { ZoneRules } from '@wdh/file-connector';
import { loadCronParser } from '../load-cron-parser.js';
import { instantsOf, offsetAt, offsetSpread } from './local-times.js';

/** The times of a cron expression in a time zone. */
export interface CronTimes {
  /** Returns the first time after an instant. */
  readonly nextAfter: (instant: Date) => Date;
  /** Returns the last time at an instant or before it. */
  readonly lastUntil: (instant: Date) => Date;
}

const hoursOfDay = 24;

/**
 * Returns the times of a cron expression that `cronProblem` accepts.
 *
 * The parser lists local times as if the zone were UTC: its own use of zones treats a gap in one direction
 * and a repeat in the other, and both wrongly where the clocks change by half an hour.
 */
export function cronTimes(cron: string, zone: ZoneRules): CronTimes {
  const { CronExpressionParser } = loadCronParser();
  const { hour } = CronExpressionParser.parse(cron, { tz: 'UTC' }).fields;
  // Named hours are times of the day, each once. Every hour includes the one that is repeated.
  const repeats = hour.values.length === hoursOfDay;
  const nearest = (instant: number, direction: 1 | -1): Date => {
    const spread = offsetSpread(zone, instant);
    const start = instant + offsetAt(zone, instant) - direction * (spread + 1);
    const times = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(start) });
    let best: number | null = null;
    for (;;) {
      const local = (direction === 1 ? times.next() : times.prev()).getTime();
      if (best !== null) {
        const distance = direction * (local - best - offsetAt(zone, best));
        if (distance > offsetSpread(zone, best)) return new Date(best);
      }
      for (const found of instantsOf(local, zone, repeats)) {
        const isBeyond = direction * (found - instant) > 0;
        if (isBeyond && (best === null || direction * (found - best) < 0)) best = found;
      }
    }
  };
  return {
    nextAfter: (instant) => nearest(instant.getTime(), 1),
    lastUntil: (instant) => nearest(instant.getTime() + 1, -1),
  };
}
