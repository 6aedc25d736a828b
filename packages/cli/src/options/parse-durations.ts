import { InvalidArgumentError } from 'commander';
import { parseDays } from './parse-times.js';

const msOf = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A timer set for longer fires at once. */
const longestMs = 24 * msOf.d;

/** Reads a duration in milliseconds: `30s`, `10m`, `2h` or `1d`; at most 24 days. */
export function parseDuration(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,7})([smhd])$/.exec(text) ?? [];
  const ms = unit === '' ? 0 : Number(count) * msOf[unit as keyof typeof msOf];
  if (ms < 1 || ms > longestMs) {
    throw new InvalidArgumentError('Expected a time such as 30s, 10m, 2h or 1d, at most 24d.');
  }
  return ms;
}

const spanOf = { m: msOf.m, h: msOf.h, d: msOf.d, w: 7 * msOf.d } as const;
const longestSpanMs = 3_650 * msOf.d;

/** Reads how long something holds, in milliseconds: `30m`, `12h`, `7d` or `2w`; at most ten years. */
export function parseSpan(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,7})([mhdw])$/.exec(text) ?? [];
  const ms = unit === '' ? 0 : Number(count) * spanOf[unit as keyof typeof spanOf];
  if (ms < 1 || ms > longestSpanMs) {
    throw new InvalidArgumentError('Expected a time such as 30m, 12h, 7d or 2w, at most 3650d.');
  }
  return ms;
}

/** Reads a number of days, `7d` or `2w`; `0` is none. */
export function parseKeptDays(text: string): number {
  return text === '0' ? 0 : parseDays(text);
}
