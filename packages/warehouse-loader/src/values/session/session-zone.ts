import { type ValueRefusal, wouldChange } from '../refusal/value-refusal.js';
import { LocalTimes } from './local-times.js';

/** The time zone in which the server reads times that come without one. */
export interface SessionZone {
  /** As the setting `TimeZone` has it. */
  readonly timeZone: string;
  /** Whether the connection asks for it; otherwise the server, the database or the role has it. */
  readonly isStated: boolean;
}

const utcNames = /^(?:(?:Etc\/)?(?:UTC|GMT|UCT|Universal|Zulu|Greenwich)|(?:Etc\/)?GMT[+-]?0)$/i;

const regions = new Map<string, LocalTimes | null>();

/** Whether a zone is UTC by any of its names. */
export function isUtcName(timeZone: string): boolean {
  return utcNames.test(timeZone);
}

/**
 * Says why a local time without an offset from UTC cannot be written to a column that keeps moments;
 * null where the zone of the session leaves no doubt.
 *
 * @param local - Milliseconds that `Date.UTC` has for the local time.
 */
export function localTimeRefusal(
  local: number,
  { timeZone, isStated }: SessionZone,
): ValueRefusal | null {
  if (isUtcName(timeZone)) return null;
  return isStated ? regionRefusal(local, timeZone) : noOffset(timeZone);
}

/** Says why a local time of a region cannot be written; null where it names one moment. */
export function regionRefusal(local: number, timeZone: string): ValueRefusal | null {
  if (isUtcName(timeZone)) return null;
  const region = regionOf(timeZone);
  if (region === null || !isKnownYear(local)) {
    return wouldChange(
      'a local time of a zone whose changes are not known here: add its offset from UTC',
    );
  }
  return region.isDoubtful(local)
    ? wouldChange('a local time that its zone skips or has twice: add its offset from UTC')
    : null;
}

/** Refuses a time whose meaning settings of the server decide. */
export function noOffset(timeZone: string): ValueRefusal {
  return wouldChange(
    `no offset from UTC, and the server's TimeZone is ${timeZone}: add the offset, or state the zone as timezone= in the connection URL`,
  );
}

/** Beyond, the rules of a zone are a guess. */
function isKnownYear(local: number): boolean {
  const year = new Date(local).getUTCFullYear();
  return year >= 1 && year <= 9999;
}

function regionOf(timeZone: string): LocalTimes | null {
  const known = regions.get(timeZone);
  if (known !== undefined) return known;
  const region = newRegion(timeZone);
  // Cells name regions too: what is no region must not fill the memory.
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
