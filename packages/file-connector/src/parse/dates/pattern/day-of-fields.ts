import { type Day, dayAfterEpoch, daysOf, isDay, isLeapYear, weekdayOf } from '../calendar/day.js';
import type { Fields } from '../scan/fields.js';

/** Finds the day of fields; null if there is no such day, or it is another weekday. */
export type DayFinder = (fields: Fields) => Day | null;

/** Returns the finder of a day for the fields that a pattern has. */
export function dayFinder(has: ReadonlySet<string>): DayFinder {
  if (has.has('week')) return dayOfWeek;
  const find = has.has('dayOfYear') ? dayOfYear : dayOfMonth;
  if (!has.has('weekday')) return find;
  return (fields) => {
    const day = find(fields);
    return day !== null && weekdayOf(daysOf(day)) === fields.weekday ? day : null;
  };
}

/** A pattern without a day reads a month, whose first day it is. */
const dayOfMonth: DayFinder = (fields) =>
  isDay(fields.year, fields.month, fields.day) ? fields : null;

function dayOfYear({ year, dayOfYear: number }: Fields): Day | null {
  if (year < 1 || number < 1 || number > (isLeapYear(year) ? 366 : 365)) return null;
  return dayAfterEpoch(daysOf({ year, month: 1, day: 1 }) + number - 1);
}

/** Week 1 is the week of January 4, and a week belongs to the year of its Thursday. */
function dayOfWeek({ weekYear, week, weekday }: Fields): Day | null {
  if (week < 1 || weekday < 1 || weekday > 7) return null;
  const inFirst = daysOf({ year: weekYear, month: 1, day: 4 });
  const monday = inFirst - weekdayOf(inFirst) + 1 + (week - 1) * 7;
  if (dayAfterEpoch(monday + 3).year !== weekYear) return null;
  const day = dayAfterEpoch(monday + weekday - 1);
  return isDay(day.year, day.month, day.day) ? day : null;
}
