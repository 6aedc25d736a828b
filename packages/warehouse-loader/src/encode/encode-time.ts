import { wouldChange, wrongType } from './value-refusal.js';

const millisecondsADay = 86_400_000;

/** Writes a point in time in UTC; PostgreSQL keeps its milliseconds. */
export function timestampText(value: unknown): string {
  return inPostgresYears(isoText(value, 'a Date or an ISO 8601 text'));
}

/**
 * Writes the day of a Date at midnight UTC.
 *
 * Any other time of day would be cut off, and midnight of another time zone would land on the day
 * before or after: both are refused.
 */
export function dateText(value: unknown): string {
  const text = isoText(value, 'a Date or an ISO 8601 text');
  if (value instanceof Date && value.getTime() % millisecondsADay !== 0) {
    throw wouldChange('a Date that is not midnight UTC: use a text such as 2024-02-29');
  }
  return inPostgresYears(text.replace(/T.*$/, ''));
}

function isoText(value: unknown, expected: string): string {
  if (!(value instanceof Date)) throw wrongType(value, expected);
  if (Number.isNaN(value.getTime())) throw wouldChange('an invalid Date');
  return value.toISOString();
}

/** ISO 8601 writes years past 9999 and before 1 with a sign, PostgreSQL without and with BC. */
function inPostgresYears(text: string): string {
  const signed = /^([+-])(\d{6})(.*)$/.exec(text);
  const year = signed === null ? Number(text.slice(0, 4)) : Number(`${signed[1]}${signed[2]}`);
  if (signed === null && year > 0) return text;
  const rest = signed === null ? text.slice(4) : signed[3];
  if (year > 0) return `${year}${rest}`;
  return `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
