import { type Day, dayAfterEpoch } from './day.js';

const pairs = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const secondsPerDay = 86_400;

/** Returns a whole number of 0 to 99 in two digits. */
export const twoDigits = (number: number): string => pairs[number] ?? '';

/** Returns `YYYY-MM-DD`. */
export function dayText({ year, month, day }: Day): string {
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Returns a year of 1 to 9999 in four digits. */
export function yearText(year: number): string {
  return year > 999 ? String(year) : String(year).padStart(4, '0');
}

/** Returns `HH:mm:ss[.ffffff]`, without the zeros at the end of a fraction. */
export function clockText(hour: number, minute: number, second: number, micros: number): string {
  const clock = `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
  return micros === 0 ? clock : clock + fractionText(micros);
}

const fractionText = (micros: number): string =>
  `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;

/**
 * Returns `YYYY-MM-DDTHH:mm:ss[.ffffff]` of the seconds since 1970, and microseconds; null outside
 * of the years 1 to 9999.
 */
export function momentText(seconds: number, micros: number): string | null {
  const days = Math.floor(seconds / secondsPerDay);
  const day = dayAfterEpoch(days);
  if (day.year < 1 || day.year > 9999) return null;
  return `${dayText(day)}T${clockOf(seconds - days * secondsPerDay, micros)}`;
}

/** Returns the time of day after so many seconds of a day. */
export function clockOf(seconds: number, micros: number): string {
  const minutes = Math.floor(seconds / 60);
  const hour = Math.floor(minutes / 60);
  return clockText(hour, minutes - hour * 60, seconds - minutes * 60, micros);
}
