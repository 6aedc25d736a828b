/** A day of the Gregorian calendar, also before 1582, as PostgreSQL counts; months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const lengths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysOfEra = 146_097;
const yearsOfEra = 400;
/** From March 1 of year 0 to January 1, 1970. */
const daysToEpoch = 719_468;

/** Whether the year has 366 days. */
export const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Whether there is such a day, in the years 1 to 9999. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || day < 1) return false;
  if (day > 28 && month === 2) return day === 29 && isLeapYear(year);
  return day <= (lengths[month - 1] ?? 0);
}

/**
 * Returns the days from 1970-01-01 to a day, negative before it.
 *
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function daysOf({ year, month, day }: Day): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / yearsOfEra);
  const yearOfEra = shifted - era * yearsOfEra;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysOfEra + yearOfEra * 365 + leapDays + dayOfYear - daysToEpoch;
}

/** Returns the day that is so many days after 1970-01-01: the inverse of {@link daysOf}. */
export function dayAfterEpoch(days: number): Day {
  const shifted = days + daysToEpoch;
  const era = Math.floor(shifted / daysOfEra);
  const dayOfEra = shifted - era * daysOfEra;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const daysBefore = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - daysBefore;
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * yearsOfEra + (month <= 2 ? 1 : 0), month, day };
}

/** Returns the day of the week, from 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;
