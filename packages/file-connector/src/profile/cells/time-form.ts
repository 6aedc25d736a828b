import { form } from './form.js';

const day = /^\d{4}-\d\d-\d\d$/;
const moment =
  /^\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)?$/;
const dayLength = 10;
const zero = 0x30;

/** Days of each month, in a leap year. */
const monthDays: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Classifies a text that has the length of a date or more: a day of the years 1 to 9999, also with
 * a time of day, in the forms of ISO 8601 that the loader accepts.
 */
export function timeForm(cell: string): number {
  if (cell.length === dayLength) return day.test(cell) && isDay(cell) ? form.date : form.other;
  const found = moment.exec(cell);
  if (found === null || !isDay(cell)) return form.other;
  return found[1] === undefined ? form.timestamp : form.timestamptz;
}

function isDay(cell: string): boolean {
  const year = twoDigits(cell, 0) * 100 + twoDigits(cell, 2);
  const month = twoDigits(cell, 5);
  const dayOfMonth = twoDigits(cell, 8);
  if (year === 0 || dayOfMonth === 0 || dayOfMonth > (monthDays[month - 1] ?? 0)) return false;
  return month !== 2 || dayOfMonth < 29 || isLeap(year);
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;
