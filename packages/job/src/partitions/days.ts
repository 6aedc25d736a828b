import { type CalendarOptions, calendarPartitions } from './calendar-partitions.js';
import { day } from './calendar-unit.js';
import type { Partitions } from './partitions.js';

/**
 * Declares that a job loads one day at a time, from a first day on.
 *
 * @throws WdhError `JOB_INVALID` (usage)
 * @example partitions: days({ from: '2026-01-01', timezone: 'Asia/Shanghai' })
 */
export function days(options: CalendarOptions): Partitions {
  return calendarPartitions(day, options);
}
