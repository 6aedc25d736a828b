import { type ValueRefusal, wouldChange } from '../refusal/value-refusal.js';
import { LocalTimes } from './local-times.js';

/** The time zone in which the server reads times without one. */
export interface SessionZone {
  /** The value of the setting `TimeZone`. */
  readonly timeZone: string;
  /** Whether the connection sets it; otherwise it comes from the server, the database or the role. */
  readonly isStated: boolean;
}

const utcNames = /^(?:(?:Etc\/)?(?:UTC|GMT|UCT|Universal|Zulu|Greenwich)|(?:Etc\/)?GMT[+-]?0)$/i;

const regions = new Map<string, LocalTimes | null>();

/** Whether a zone is UTC, under any of its names. */
export function isUtcName(timeZone: string): boolean {
  return utcNames.test(timeZone);
}

/**
 * Returns why a local time without an offset from UTC cannot be written to a column of points in
 * time; null if it is unambiguous in the zone of the session.
 *
 * @param local - The local time as milliseconds of `Date.UTC`.
 */
export function localTimeRefusal(
  local: number,
  { timeZone, isStated }: SessionZone,
): ValueRefusal | null {
  if (isUtcName(timeZone)) return null;
  return isStated ? regionRefusal(local, timeZone) : noOffset(timeZone);
}

/** Returns why a local time of a region cannot be written; null if it names one moment. */
export function regionRefusal(local: number, timeZone: string): ValueRefusal | null {
  if (isUtcName(timeZone)) return null;
  const region = regionOf(timeZone);
  if (region === null || !isKnownYear(local)) {
    return wouldChange(
      'a local time of a zone whose changes are not known: add its offset from UTC',
    );
  }
  return region.isDoubtful(local)
    ? wouldChange('a local time that its zone skips or repeats: add its offset from UTC')
    : null;
}

/** Refuses a time whose meaning depends on settings of the server. */
export function noOffset(timeZone: string): ValueRefusal {
  return wouldChange(
    `no offset from UTC, and the server's TimeZone is ${timeZone}: add the offset, or set timezone= in the connection URL`,
  );
}

/** Later, the rules of a zone are not certain. */
function isKnownYear(local: number): boolean {
  const year = new Date(local).getUTCFullYear();
  return year >= 1 && year <= 9999;
}

function regionOf(timeZone: string): LocalTimes | null {
  const known = regions.get(timeZone);
  if (known !== undefined) return known;
  const region = newRegion(timeZone);
  // Cells name regions too: unknown ones must not fill the memory.
  if (region !== null) regions.set(timeZone, region);
  return region;
}

function newRegion(timeZone: string): LocalTimes | null {
  try {
    return new LocalTimes(timeZone);
  } catch {
    return null;
  }
}
