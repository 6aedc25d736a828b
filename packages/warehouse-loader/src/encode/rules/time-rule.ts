import { wouldChange } from '../value-refusal.js';
import type { TextRule } from './text-rule.js';

/** Types of a point in time or of a time span. */
export type TimeType = 'date' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' | 'interval';

/** Digits of a second that PostgreSQL keeps at most. */
const mostDigits = 6;

const momentWord = /(?<![a-z])(?:now|today|tomorrow|yesterday)(?![a-z])/i;
const sixtiethSecond = /:\d\d?:60(?!\d)|(?:^|[T\s])\d{4}60(?!\d)/i;
const lateHour = /(?:^|[T\s])24:|[T\s]24\d{4}(?!\d)|T24\d\d(?!\d)/i;
const midnight =
  /[T\s]0?0:?00(?::?00(?:\.0*)?)?\s*(?:Z|UTC|GMT|[+-]00(?::?00)?)?\s*(?:BC|AD)?\s*$/i;
const offset = /(?::\d\d|[T\s]\d{4,6})(?:\.\d*)?\s*[+-](\d[\d:]*)/i;
const month = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const dayPart = new RegExp(
  String.raw`\d-\d+-\d|\d\/\d|\d\.\d+\.\d|(?:^|\s)\d{8}(?!\d)|${month}`,
  'i',
);
const wordInTime = new RegExp(`^(?:utc|gmt|allballs|${month}|mon|tue|wed|thu|fri|sat|sun)`, 'i');

/**
 * Refuses texts of which the server would drop digits of a second, an hour, a day or an offset from
 * UTC, that it would move to the next minute or day, or that stand for the moment of the load.
 *
 * @param modifier - `atttypmod` of the column, which holds its digits of a second; -1 for all six.
 * @see https://www.postgresql.org/docs/current/datatype-datetime.html
 */
export function timeRule(type: TimeType, modifier: number): TextRule {
  const digits = digitsOf(modifier);
  const beyond = beyondDigits(type, digits);
  return {
    plain: plainText(type, digits),
    check: (text) => {
      if (beyond.test(text)) {
        throw wouldChange(`more than ${digits} digits of a second, to which the column rounds`);
      }
      if (type !== 'interval') checkTime(type, text);
    },
  };
}

function checkTime(type: Exclude<TimeType, 'interval'>, text: string): void {
  const hasDay = type !== 'time' && type !== 'timetz';
  if (momentWord.test(text)) throw wouldChange('a word that stands for the moment of the load');
  if (sixtiethSecond.test(text) || (hasDay && lateHour.test(text))) {
    throw wouldChange('a time past the end of its minute or day, which the server takes further');
  }
  if (type === 'date' && hasTimeOfDay(text)) {
    throw wouldChange('a time of day, for which the column has no room');
  }
  if (!hasDay && dayPart.test(text)) {
    throw wouldChange('a day, for which the column has no room');
  }
  if ((type === 'time' || type === 'timestamp') && hasZone(text)) {
    throw wouldChange('a time zone other than UTC, for which the column has no room');
  }
}

/** An interval has its digits in the lower half of the modifier, all bits set where none is given. */
function digitsOf(modifier: number): number {
  return modifier < 0 ? mostDigits : Math.min(modifier & 0xffff, mostDigits);
}

/** Few digits after a point may also be the month of a date, as in 29.02.2024. */
function beyondDigits(type: TimeType, digits: number): RegExp {
  const second = digits === mostDigits || type === 'interval' ? '' : String.raw`(?::\d\d?|\d{6})`;
  return new RegExp(String.raw`${second}\.\d{${digits}}\d*[1-9]`);
}

/** The forms of ISO 8601, within their bounds and with no more digits than there is room for. */
function plainText(type: TimeType, digits: number): RegExp | null {
  const day = String.raw`\d{4}-\d\d-\d\d`;
  const fraction = digits === 0 ? String.raw`(?:\.0+)?` : String.raw`(?:\.\d{1,${digits}}0*)?`;
  const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d${fraction})?`;
  const utc = '(?:Z|[+]00(?::?00)?)?';
  const zone = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)?`;
  switch (type) {
    case 'date':
      return new RegExp(`^${day}$`);
    case 'time':
      return new RegExp(`^${time}${utc}$`);
    case 'timetz':
      return new RegExp(`^${time}${zone}$`);
    case 'timestamp':
      return new RegExp(`^${day}(?:[ T]${time}${utc})?$`);
    case 'timestamptz':
      return new RegExp(`^${day}(?:[ T]${time}${zone})?$`);
    case 'interval':
      return null;
  }
}

/** Besides times with a colon, the server reads digits that follow a complete date. */
function hasTimeOfDay(text: string): boolean {
  const numbers = text.match(/\d+/g) ?? [];
  const isTime =
    /\d:\d|\dT\d|\d\s*[ap]m\b/i.test(text) ||
    numbers.length > 3 ||
    (numbers.length > 1 && (numbers[0]?.length ?? 0) >= 6);
  return isTime && !midnight.test(text);
}

function hasZone(text: string): boolean {
  if (/[1-9]/.test(offset.exec(text)?.[1] ?? '')) return true;
  const words = /\d:\d/.test(text) ? (text.match(/[a-z]{3,}/gi) ?? []) : [];
  return words.some((word) => !wordInTime.test(word));
}
