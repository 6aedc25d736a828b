import {
  type ExcelCalendar,
  excelDate,
  excelDateTime,
  excelTime,
} from '../../parse/dates/moments/excel-serial.js';
import type { DateKind } from './date-kind.js';

const msOfDay = 86_400_000;
/** As long as all days of the calendar. */
const longestMs = 2_958_466 * msOfDay;

/**
 * Returns the ISO text of a serial number: `2025-03-05`, `2025-03-05T13:45:00`, `13:45:00`, and
 * `36:00:00` for a duration. A part that the format hides is kept. Times are rounded to milliseconds,
 * which are left out where they are 0.
 *
 * @returns null for a number that is not a day of the calendar, such as 60, the 29 February 1900.
 */
export function serialText(serial: string, kind: DateKind, calendar: ExcelCalendar): string | null {
  switch (kind) {
    case 'elapsed':
      return durationText(serial);
    case 'time':
      return excelTime(serial) ?? excelDateTime(serial, calendar);
    case 'datetime':
      return excelDateTime(serial, calendar);
    case 'date':
      return excelDate(serial, calendar) ?? excelDateTime(serial, calendar);
    case 'moment':
      return excelTime(serial) ?? excelDate(serial, calendar) ?? excelDateTime(serial, calendar);
  }
}

function durationText(serial: string): string | null {
  const ms = Math.round(Number(serial) * msOfDay);
  if (!(Math.abs(ms) < longestMs)) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const rest = Math.abs(ms) % 1000;
  const hours = Math.floor(seconds / 3600);
  const text = `${two(hours)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const whole = rest === 0 ? text : `${text}.${String(rest).padStart(3, '0')}`;
  return ms < 0 ? `-${whole}` : whole;
}
