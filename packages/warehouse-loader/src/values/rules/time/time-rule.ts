import { type ValueRefusal, wouldChange } from '../../refusal/value-refusal.js';
import { utcOf } from '../../session/local-times.js';
import {
  isUtcName,
  localTimeRefusal,
  noOffset,
  regionRefusal,
  type SessionZone,
} from '../../session/session-zone.js';
import type { TextSetting } from '../../session/text-setting.js';
import type { TextRule } from '../text-rule.js';
import { type ClockFound, findClock, findZone, type ZoneFound } from './clock-form.js';
import { type DayFound, findDay } from './day-form.js';

/** Types of a point in time. */
export type TimeType = 'date' | 'time' | 'timetz' | 'timestamp' | 'timestamptz';

/** Most digits of a second that PostgreSQL stores. */
export const mostDigits = 6;

/** The server ignores punctuation around such a word: `[now,)` is the time of the load. */
const momentWord = /(?<![a-z])(?:now|today|tomorrow|yesterday|epoch|allballs)(?![a-z])/i;
const infinite = /(?<![a-z])infinity(?![a-z])/i;
const era = /^\s*(?<era>\s(?:BC|AD))?\s*$/i;

/**
 * Accepts texts with the same meaning under all settings of a session. Refuses other texts that the
 * server may read: a day that depends on `DateStyle`, a time without offset that depends on
 * `TimeZone`, words for the time of the load, and times past the end of their minute or day. Also
 * refuses digits of a second, a time of day, a day or an offset that the column cannot store.
 *
 * @param digits - Digits of a second that the column stores.
 * @see https://www.postgresql.org/docs/current/datetime-input-rules.html
 */
export function timeRule(type: TimeType, digits: number, setting: TextSetting): TextRule {
  return {
    plain: plainText(type, digits, isUtcName(setting.zone.timeZone)),
    check: (text) => {
      if (infinite.test(text)) {
        if (!setting.takesSpecial) throw specialRefused();
      } else if (type === 'time' || type === 'timetz') {
        checkTimeOfDay(type, text, digits, setting.zone);
      } else {
        checkDay(type, text, digits, setting.zone);
      }
    },
  };
}

/** The refusal of `infinity` and `NaN`. */
export function specialRefused(): ValueRefusal {
  return wouldChange("a special value: it is stored with the option specialValues: 'keep'");
}

function checkDay(
  type: 'date' | 'timestamp' | 'timestamptz',
  text: string,
  digits: number,
  zone: SessionZone,
): void {
  const day = findDay(text);
  if (day === null) {
    checkUnknown(text);
    return;
  }
  const clock = findClock(day.rest);
  const offset = findZone((clock ?? day).rest);
  if (!era.test((offset ?? clock ?? day).rest)) throw unclear(text);
  if (!day.isOfYear)
    throw wouldChange('a day that its year does not have, which the server moves to the next');
  if (clock !== null) checkClock(clock, digits);
  if (clock !== null && clock.hour >= 24) throw pastEnd();
  if (type === 'date' && clock !== null && !isMidnight(clock)) {
    throw wouldChange('a time of day, which the column cannot store');
  }
  if (type !== 'timestamptz') checkNoOffset(offset);
  else {
    const refusal = momentRefusal(localOf(day, clock, text), offset, zone);
    if (refusal !== null) throw refusal;
  }
}

function momentRefusal(
  local: number,
  offset: ZoneFound | null,
  zone: SessionZone,
): ValueRefusal | null {
  if (offset === null) return localTimeRefusal(local, zone);
  return offset.name === null ? null : regionRefusal(local, offset.name);
}

function checkTimeOfDay(
  type: 'time' | 'timetz',
  text: string,
  digits: number,
  zone: SessionZone,
): void {
  const clock = findClock(text);
  if (clock === null) {
    if (findDay(text) !== null) throw wouldChange('a day, which the column cannot store');
    checkUnknown(text);
    return;
  }
  const offset = findZone(clock.rest);
  if ((offset ?? clock).rest.trim() !== '' || (offset?.name !== null && offset !== null))
    throw unclear(text);
  checkClock(clock, digits);
  if (type === 'time') checkNoOffset(offset);
  else if (offset === null && !isUtcName(zone.timeZone)) throw noOffset(zone.timeZone);
}

function checkClock({ second, fraction }: ClockFound, digits: number): void {
  if (second === 60) throw pastEnd();
  if (/[1-9]/.test(fraction.slice(1 + digits))) {
    throw wouldChange(`more than ${digits} digits of a second, to which the column rounds`);
  }
}

function checkNoOffset(offset: ZoneFound | null): void {
  if (offset === null || offset.isUtc) return;
  throw wouldChange('a time zone other than UTC, which the column cannot store');
}

/** Words that the server does not know are left for it to refuse. */
function checkUnknown(text: string): void {
  if (momentWord.test(text))
    throw wouldChange('a word that means a point in time, such as that of the load');
  if (/\d/.test(text)) throw unclear(text);
}

function unclear(text: string): ValueRefusal {
  return /\d[-/. ]\d+[-/. ]\d/.test(text)
    ? wouldChange(
        "a date whose order of day, month and year depends on the server's DateStyle: write it as 2025-03-04, or parse it before the load with its format, as the step parseDate does",
      )
    : wouldChange(
        'a date or time that is not in ISO 8601: write it as 2025-03-04 or 2025-03-04T10:00:00Z, or parse it before the load with its format, as the step parseDate does',
      );
}

function pastEnd(): ValueRefusal {
  return wouldChange(
    'a time past the end of its minute or day, which the server moves to the next',
  );
}

function isMidnight({ hour, minute, second, fraction }: ClockFound): boolean {
  return hour === 0 && minute === 0 && second === 0 && !/[1-9]/.test(fraction);
}

function localOf({ year, month, day }: DayFound, clock: ClockFound | null, text: string): number {
  const ofEra = /BC\s*$/i.test(text) ? 1 - year : year;
  return utcOf(ofEra, month, day, clock?.hour, clock?.minute, clock?.second);
}

/** The forms of ISO 8601, within their bounds and with no more digits than the column stores. */
function plainText(type: TimeType, digits: number, isUtc: boolean): RegExp {
  const day = String.raw`\d{4}-\d\d-\d\d`;
  const fraction = digits === 0 ? String.raw`(?:\.0+)?` : String.raw`(?:\.\d{1,${digits}}0*)?`;
  const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d${fraction})?`;
  const utc = '(?:Z|[+]00(?::?00)?)?';
  const zone = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)`;
  switch (type) {
    case 'date':
      return new RegExp(`^${day}$`);
    case 'time':
      return new RegExp(`^${time}${utc}$`);
    case 'timetz':
      return new RegExp(`^${time}${zone}${isUtc ? '?' : ''}$`);
    case 'timestamp':
      return new RegExp(`^${day}(?:[ T]${time}${utc})?$`);
    case 'timestamptz':
      return new RegExp(isUtc ? `^${day}(?:[ T]${time}${zone}?)?$` : `^${day}[ T]${time}${zone}$`);
  }
}
