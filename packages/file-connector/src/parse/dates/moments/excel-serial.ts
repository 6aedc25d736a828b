import { dayAfterEpoch } from '../calendar/day.js';
import { clockOf, dayText } from '../calendar/iso-text.js';

/** How a workbook counts days: from 1900, with a false February 29, or from 1904. */
export type ExcelCalendar = 1900 | 1904;

/** Days from 1970-01-01 to the serial 0, after the false day, and the serial of 9999-12-31. */
const calendars = {
  1900: { start: -25_569, first: 1, last: 2_958_465 },
  1904: { start: -24_107, first: 0, last: 2_957_003 },
} as const;
/** February 29, 1900, which no calendar but that of Excel has. */
const falseDay = 60;
const millisecondsPerDay = 86_400_000;
/** Digits, a fraction and an exponent, as Excel writes a number into a file. */
const serialForm = /^\d{1,20}(?:\.\d{1,40})?(?:E[+-]?\d{1,3})?$/;

/**
 * Converts the number of a day in a workbook to `YYYY-MM-DD`. Null for a fraction of a day, the serials
 * 0 and 60 of the calendar of 1900, where there is no day, negative numbers, and days after 9999-12-31.
 */
export function excelDate(serial: string, calendar: ExcelCalendar): string | null {
  const found = momentOf(serial, calendar);
  return found?.milliseconds === 0 ? found.day : null;
}

/**
 * Converts the number of a day and its time in a workbook to `YYYY-MM-DDTHH:mm:ss[.fff]`; null as for
 * {@link excelDate}. The time is rounded to a millisecond, the finest that Excel shows, as the number is
 * a binary fraction of a day.
 */
export function excelDateTime(serial: string, calendar: ExcelCalendar): string | null {
  const found = momentOf(serial, calendar);
  return found === null ? null : `${found.day}T${clockOfMilliseconds(found.milliseconds)}`;
}

/** Converts a fraction of a day in a workbook to `HH:mm:ss[.fff]`; null from a whole day on. */
export function excelTime(serial: string): string | null {
  const found = partsOf(serial);
  return found?.days === 0 ? clockOfMilliseconds(found.milliseconds) : null;
}

function momentOf(serial: string, calendar: ExcelCalendar) {
  const parts = partsOf(serial);
  if (parts === null) return null;
  const { start, first, last } = calendars[calendar];
  const { days, milliseconds } = parts;
  const isFalse = calendar === 1900 && days === falseDay;
  if (days < first || days > last || isFalse) return null;
  const skew = calendar === 1900 && days < falseDay ? 1 : 0;
  return { day: dayText(dayAfterEpoch(start + days + skew)), milliseconds };
}

function partsOf(serial: string): { readonly days: number; readonly milliseconds: number } | null {
  if (!serialForm.test(serial)) return null;
  const number = Number(serial);
  const days = Math.floor(number);
  const milliseconds = Math.round((number - days) * millisecondsPerDay);
  if (milliseconds < millisecondsPerDay) return { days, milliseconds };
  return { days: days + 1, milliseconds: 0 };
}

function clockOfMilliseconds(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return clockOf(seconds, (milliseconds - seconds * 1000) * 1000);
}
