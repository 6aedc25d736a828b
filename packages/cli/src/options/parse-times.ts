import { InvalidArgumentError } from 'commander';

const msOf = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const age = /^(\d{1,6})([mhdw])$/;
const instant =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a time: an age such as `30m`, `12h`, `2d` or `1w`, or a date such as `2026-01-31` or
 * `2026-01-31T18:00`, in UTC unless it has an offset.
 */
export function parseTime(text: string, now = new Date()): Date {
  const [, count = '', unit = ''] = age.exec(text) ?? [];
  if (unit !== '') return new Date(now.getTime() - Number(count) * msOf[unit as keyof typeof msOf]);
  return instantOf(
    text,
    'an age such as 12h, 2d or 1w, or a time such as 2026-01-31 or 2026-01-31T18:00Z',
  );
}

/** Reads a point in time, such as `2026-01-31` or `2026-01-31T18:00`, in UTC unless it has an offset. */
export function parseInstant(text: string): Date {
  return instantOf(text, 'a time such as 2026-01-31T18:00Z or 2026-01-31T18:00+08:00');
}

function instantOf(text: string, expected: string): Date {
  const isZoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(text.slice(10));
  const iso = text.replace(' ', 'T');
  const time = new Date(iso.length === 10 || isZoned ? iso : `${iso}Z`);
  if (!instant.test(text) || Number.isNaN(time.getTime()) || !isSameDay(text, time, isZoned)) {
    throw new InvalidArgumentError(`Expected ${expected}.`);
  }
  return time;
}

/** JavaScript reads the 31st of a shorter month as a day of the next one. */
function isSameDay(text: string, time: Date, isZoned: boolean): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return (isZoned ? day : time).toJSON().slice(0, 10) === text.slice(0, 10);
}

/** Reads a number of days: `90d` or `12w`; at least one day. */
export function parseDays(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([dw])$/.exec(text) ?? [];
  const days = Number(count) * (unit === 'w' ? 7 : 1);
  if (unit === '' || days < 1 || days > 36_500) {
    throw new InvalidArgumentError('Expected a number of days or weeks, such as 90d or 12w.');
  }
  return days;
}

/** Reads a whole number from 1 on. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,9}$/.test(text) || count < 1) {
    throw new InvalidArgumentError('Expected a whole number from 1 on.');
  }
  return count;
}

/** Reads how many runs may be at work at the same time, 1 to 64. */
export function parseParallel(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 64) return count;
  throw new InvalidArgumentError('Expected a number of runs from 1 to 64.');
}
