import { momentText } from '../calendar/iso-text.js';

/** Digits behind the seconds, of each unit of a count since 1970. */
const digitsBehind = { seconds: 0, milliseconds: 3, microseconds: 6, nanoseconds: 9 } as const;

/** The unit of a count since 1970-01-01T00:00:00Z. */
export type EpochUnit = keyof typeof digitsBehind;

const countForm = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;
const microDigits = 6;
const million = 1_000_000;

/**
 * Converts a count since 1970 to `YYYY-MM-DDTHH:mm:ss[.ffffff]Z`, exactly. Null for digits beyond
 * microseconds that are not zeros, and outside of the years 1 to 9999: such a count has another unit.
 */
export function epochMoment(count: string, unit: EpochUnit): string | null {
  const found = countForm.exec(count);
  if (found === null) return null;
  const [, sign = '', whole = '', rest = ''] = found;
  const behind = digitsBehind[unit];
  const padded = whole.padStart(behind + 1, '0');
  const split = padded.length - behind;
  const fraction = padded.slice(split) + rest;
  if (/[1-9]/.test(fraction.slice(microDigits))) return null;
  const seconds = Number(padded.slice(0, split));
  const micros = Number(fraction.slice(0, microDigits).padEnd(microDigits, '0'));
  if (!Number.isSafeInteger(seconds)) return null;
  const text =
    sign === ''
      ? momentText(seconds, micros)
      : momentText(-seconds - (micros > 0 ? 1 : 0), micros > 0 ? million - micros : 0);
  return text === null ? null : `${text}Z`;
}
