import type { ZoneRules } from '@wdh/file-connector';

const dayMs = 86_400_000;

/** Returns the milliseconds east of UTC at an instant, in milliseconds since 1970. */
export function offsetAt(zone: ZoneRules, instant: number): number {
  return zone.offsetAt(Math.floor(instant / 1000)) * 1000;
}

/**
 * Returns the instants at which clocks in a zone show a time, in milliseconds as if it were UTC.
 *
 * A time that the clocks skip is that much later, and one that they show twice is the first, as in RFC 5545,
 * 3.3.5: 02:30 is 03:30 in a gap from 02:00 to 03:00.
 *
 * @param repeats - Whether a time that the clocks show twice is both instants.
 */
export function instantsOf(local: number, zone: ZoneRules, repeats: boolean): readonly number[] {
  // Offsets are less than a day, and a zone does not change twice in two days.
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  if (before === after) return [local - before];
  const isBefore = offsetAt(zone, local - before) === before;
  const isAfter = offsetAt(zone, local - after) === after;
  if (isBefore && isAfter) return repeats ? [local - before, local - after] : [local - before];
  return [local - (isAfter ? after : before)];
}

/**
 * Returns the difference of the offsets near an instant, in milliseconds: 0 unless the clocks change within
 * two days. Instants that are farther apart have the order of their local times.
 */
export function offsetSpread(zone: ZoneRules, instant: number): number {
  const offsets = [-2, 0, 2].map((days) => offsetAt(zone, instant + days * dayMs));
  return Math.max(...offsets) - Math.min(...offsets);
}
