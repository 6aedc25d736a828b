const milliseconds = /^[1-9]\d{12}$/;
const microseconds = /^[1-9]\d{15}$/;

let lastSecond = '';
let lastText = '';

/** What {@link timeSinceEpoch} expects, for messages. */
export const timeSinceEpochForm =
  'a time since 1970 with 13 digits, in milliseconds, or with 16, in microseconds';

/**
 * Returns a time since 1970 in ISO 8601 with six decimals; null for another text.
 *
 * @param value - A text of 13 digits, which are milliseconds, or of 16, which are microseconds.
 */
export function timeSinceEpoch(value: string): string | null {
  if (microseconds.test(value)) return momentText(value.slice(0, 10), value.slice(10));
  if (milliseconds.test(value)) return momentText(value.slice(0, 10), `${value.slice(10)}000`);
  return null;
}

/**
 * Returns a moment in ISO 8601.
 *
 * @param second - Whole seconds since 1970.
 * @param micros - Six digits.
 */
export function momentText(second: string, micros: string): string {
  // Trades are ordered by time: most are in the second of the trade before.
  if (second !== lastSecond) {
    lastText = new Date(Number(second) * 1000).toISOString().slice(0, 20);
    lastSecond = second;
  }
  return `${lastText}${micros}Z`;
}
