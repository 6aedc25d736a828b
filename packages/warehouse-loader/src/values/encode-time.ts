import { wouldChange, wrongType } from './refusal/value-refusal.js';

const millisecondsADay = 86_400_000;

/** Writes a point in time; a Date is written in UTC. */
export function timestampText(value: unknown): string {
  return inPostgresYears(isoText(value));
}

/** Writes a time of day or a duration, for which only Temporal has objects. */
export function momentText(value: unknown): string {
  const text = temporalText(value);
  if (text === null) throw wrongType(value, 'an object of Temporal or an ISO 8601 text');
  return text;
}

/**
 * Writes the day of a Date at midnight UTC.
 *
 * Any other time is refused: a time of day would be cut off, and midnight of another time zone would
 * become the day before or after.
 */
export function dateText(value: unknown): string {
  const text = isoText(value);
  if (!(value instanceof Date)) return inPostgresYears(text);
  if (value.getTime() % millisecondsADay !== 0) {
    throw wouldChange('a Date that is not midnight UTC: use a text such as 2024-02-29');
  }
  return inPostgresYears(text.slice(0, text.indexOf('T')));
}

function isoText(value: unknown): string {
  if (!(value instanceof Date)) {
    const text = temporalText(value);
    if (text !== null) return text;
    throw wrongType(value, 'a Date, an object of Temporal or an ISO 8601 text');
  }
  if (Number.isNaN(value.getTime())) throw wouldChange('an invalid Date');
  return value.toISOString();
}

/**
 * Writes an object of Temporal, of the platform or of a polyfill, in ISO 8601; null for any other
 * value. The suffix in brackets, a time zone or a calendar, does not change the moment and is
 * removed.
 */
function temporalText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !(Symbol.toStringTag in value)) return null;
  if (!String(value[Symbol.toStringTag]).startsWith('Temporal.')) return null;
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- all Temporal classes define it
  return String(value).replace(/\[.*$/, '');
}

/** ISO 8601 writes years past 9999 and before 1 with a sign, PostgreSQL without and with BC. */
function inPostgresYears(text: string): string {
  // The common case: a year of four digits that is not zero.
  if (/^\d/.test(text) && !text.startsWith('0000')) return text;
  const signed = /^([+-])(\d{6})(.*)$/.exec(text);
  const year = signed === null ? Number(text.slice(0, 4)) : Number(`${signed[1]}${signed[2]}`);
  const rest = signed === null ? text.slice(4) : signed[3];
  if (year > 0) return `${year}${rest}`;
  return `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
