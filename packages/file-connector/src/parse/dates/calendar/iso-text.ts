import { type Day, dayAfterEpoch } from './day.js';

const pairs = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const secondsPerDay = 86_400;
const [zero, dash, colon, upperT] = [0x30, 0x2d, 0x3a, 0x54];

/** Returns a whole number of 0 to 99 in two digits. */
export const twoDigits = (number: number): string => pairs[number] ?? '';

const tens = (number: number): number => zero + Math.floor(number / 10);
const ones = (number: number): number => zero + (number % 10);

/**
 * Returns `YYYY-MM-DD`.
 *
 * A text is made of its characters in one call here: joined pieces cost a text each, and a long text
 * stays in pieces until it is read.
 */
export function dayText({ year, month, day }: Day): string {
  const century = Math.floor(year / 100);
  const rest = year % 100;
  // prettier-ignore
  return String.fromCharCode(
    tens(century), ones(century), tens(rest), ones(rest),
    dash, tens(month), ones(month), dash, tens(day), ones(day),
  );
}

/** Returns `YYYY-MM-DDTHH:mm:ss[.ffffff]`, without the zeros at the end of a fraction. */
export function dayAndClockText(
  { year, month, day }: Day,
  hour: number,
  minute: number,
  second: number,
  micros: number,
): string {
  const century = Math.floor(year / 100);
  const rest = year % 100;
  // prettier-ignore
  const text = String.fromCharCode(
    tens(century), ones(century), tens(rest), ones(rest),
    dash, tens(month), ones(month), dash, tens(day), ones(day),
    upperT, tens(hour), ones(hour), colon, tens(minute), ones(minute), colon, tens(second), ones(second),
  );
  return micros === 0 ? text : text + fractionText(micros);
}

/** Returns a year of 1 to 9999 in four digits. */
export function yearText(year: number): string {
  return year > 999 ? String(year) : String(year).padStart(4, '0');
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
  const minutes = Math.floor((seconds - days * secondsPerDay) / 60);
  const hour = Math.floor(minutes / 60);
  return dayAndClockText(
    day,
    hour,
    minutes % 60,
    seconds - days * secondsPerDay - minutes * 60,
    micros,
  );
}

/** Returns the time of day after so many seconds of a day. */
export function clockOf(seconds: number, micros: number): string {
  const minutes = Math.floor(seconds / 60);
  const hour = Math.floor(minutes / 60);
  const clock = `${twoDigits(hour)}:${twoDigits(minutes % 60)}:${twoDigits(seconds - minutes * 60)}`;
  return micros === 0 ? clock : clock + fractionText(micros);
}
