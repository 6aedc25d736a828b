import { momentText } from '../calendar/iso-text.js';
import { twoDigits } from '../calendar/iso-text.js';
import type { ZoneRules } from './zone-rules.js';

/** What to do with a time of day that a zone does not have, or has twice. */
export interface ZoneChoices {
  /** For a time that the clocks skip: reject it, or move it by the length of the gap. */
  readonly gap: 'reject' | 'earlier' | 'later';
  /** For a time that the clocks repeat: reject it, or take the first or the second. */
  readonly repeat: 'reject' | 'first' | 'second';
}

const day = 86_400;

/**
 * Returns the ISO text of a local time, in seconds as if it were UTC, with the offset of its zone. Null for
 * a gap or a repeat that is rejected.
 */
export function momentInZone(
  local: number,
  micros: number,
  zone: ZoneRules,
  { gap, repeat }: ZoneChoices,
): string | null {
  // Offsets are less than a day, and a zone does not change twice in two days.
  const before = zone.offsetAt(local - day);
  const after = zone.offsetAt(local + day);
  if (before === after) return offsetMoment(local, micros, before);
  const isBefore = zone.offsetAt(local - before) === before;
  const isAfter = zone.offsetAt(local - after) === after;
  if (isBefore !== isAfter) return offsetMoment(local, micros, isBefore ? before : after);
  if (isBefore) {
    if (repeat === 'reject') return null;
    return offsetMoment(local, micros, repeat === 'first' ? before : after);
  }
  if (gap === 'reject') return null;
  const [wrong, right] = gap === 'later' ? [before, after] : [after, before];
  return offsetMoment(local - wrong + right, micros, right);
}

/** Returns the ISO text of a local time with its offset; in UTC where the offset has seconds. */
export function offsetMoment(local: number, micros: number, offset: number): string | null {
  if (offset % 60 !== 0) return withSuffix(momentText(local - offset, micros), 'Z');
  return withSuffix(momentText(local, micros), offsetText(offset));
}

const withSuffix = (text: string | null, suffix: string): string | null =>
  text === null ? null : text + suffix;

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60;
  const hours = Math.floor(minutes / 60);
  return `${offset < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes - hours * 60)}`;
}
