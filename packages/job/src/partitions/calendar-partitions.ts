import { type CalendarUnit, similarKey } from './calendar-unit.js';
import { dateInZone } from './date-in-zone.js';
import { invalidDeclaration, invalidKey, reversedRange } from './partition-errors.js';
import type { PartitionRange, Partitions } from './partitions.js';

/** Where partitions by the calendar begin, and by which clock they end. */
export interface CalendarOptions {
  /** The key of the first partition. */
  readonly from: string;
  /** The time zone in which a day ends, such as `Asia/Shanghai`. Default `UTC`. */
  readonly timezone?: string | undefined;
}

/** Makes the partitions of a unit of the calendar. @throws WdhError `JOB_INVALID` (usage) */
export function calendarPartitions(
  unit: CalendarUnit,
  // Nothing has checked the types of a project in JavaScript.
  { from = '', timezone = 'UTC' }: Partial<CalendarOptions> = {},
): Partitions {
  const { kind, noun } = unit;
  const first = unit.placeOf(from);
  const dateOf = dateInZone(timezone);
  const problems = [
    first === null ? `its from must be a ${noun} such as ${unit.example}` : null,
    dateOf === null ? `its time zone ${timezone} does not exist; one is Asia/Shanghai` : null,
  ].filter((problem) => problem !== null);
  if (first === null || dateOf === null) throw invalidDeclaration(kind, problems);

  /** The place of the unit that has not ended. */
  const presentAt = (now: Date): number => unit.placeOf(dateOf(now).slice(0, unit.keyLength)) ?? -1;

  const problemOf = (key: string, now = new Date()): string | null => {
    const place = unit.placeOf(key);
    const present = presentAt(now);
    if (place === null) {
      const similar = unit.placeOf(similarKey(unit, key) ?? '');
      const form = `a ${noun} is written as ${unit.example}`;
      if (similar === null) return form;
      const nearest = Math.max(first, Math.min(similar, present));
      return `${form}, and the nearest one is ${unit.keyAt(nearest)}`;
    }
    if (place < first) return `the first one is ${from}`;
    if (place <= present) return null;
    return `that ${noun} has not begun, and the present one is ${unit.keyAt(present)}`;
  };

  const placeOf = (key: string, now: Date): number => {
    const problem = problemOf(key, now);
    if (problem !== null) throw invalidKey(key, problem);
    return unit.placeOf(key) ?? first;
  };
  return Object.freeze({
    kind,
    description: `${kind} from ${from}${timezone === 'UTC' ? '' : ` (${timezone})`}`,
    example: from,
    keys: (range: PartitionRange = {}) => {
      const { now = new Date() } = range;
      const start = range.from === undefined ? first : placeOf(range.from, now);
      const end = range.to === undefined ? presentAt(now) - 1 : placeOf(range.to, now);
      if (range.from !== undefined && range.to !== undefined && end < start) {
        throw reversedRange(range.from, range.to);
      }
      return Array.from({ length: Math.max(0, end - start + 1) }, (_, at) =>
        unit.keyAt(start + at),
      );
    },
    latest: (now = new Date()) => {
      const place = presentAt(now) - 1;
      return place < first ? null : unit.keyAt(place);
    },
    present: (now = new Date()) => {
      const place = presentAt(now);
      return place < first ? null : unit.keyAt(place);
    },
    problemOf,
  });
}
