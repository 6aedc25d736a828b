const [zero, minus] = [0x30, 0x2d];

/** Larger than any number of two or four digits. */
const noDigit = 1_000_000;

/** The server's days begin in 2000; those of JavaScript in 1970. */
export const daysTo2000 = 10_957;

/** The days of the years 1 to 9999, counted from 2000. */
const [firstDay, lastDay] = [-730_119, 2_921_939];

/** Whether a day, counted from 2000, has a year of four digits. */
export const hasPlainYear = (day: number): boolean => day >= firstDay && day <= lastDay;

/** Number of two digits in a text; a large number if there are none. */
export function twoDigits(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9 ? digit : noDigit;
}

/**
 * Returns the day, counted from 2000, that a text begins with, such as `2024-02-29`. NaN for another
 * notation, and for a day that its year does not have.
 */
export function dayNumber(text: string): number {
  if (text.charCodeAt(4) !== minus || text.charCodeAt(7) !== minus) return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (year < 1 || year > 9_999 || month < 1 || month > 12 || day < 1) return Number.NaN;
  if (day > 28 && day > daysOf(year, month)) return Number.NaN;
  // Years that begin in March have the leap day at their end.
  const ofMarch = month > 2 ? month - 3 : month + 9;
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((153 * ofMarch + 2) / 5) + day - marchOfYear0;
}

/** Days from the first of March of year 0 to 2000, and one because days count from 1. */
const marchOfYear0 = 730_426;

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
