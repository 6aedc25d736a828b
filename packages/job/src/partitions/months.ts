import { type CalendarOptions, calendarPartitions } from './calendar-partitions.js';
import { month } from './calendar-unit.js';
import type { Partitions } from './partitions.js';

/**
 * Declares that a job loads one month at a time, from a first month on.
 *
 * @throws WdhError `JOB_INVALID` (usage)
 * @example partitions: months({ from: '2026-01' })
 */
export function months(options: CalendarOptions): Partitions {
  return calendarPartitions(month, options);
}
