/** How a time is written: its zone is one of Intl, such as `Europe/Berlin`. */
export interface MomentFormat {
  readonly zone: string;
  /** Language of month names. Default: that of the reader. */
  readonly language?: string | undefined;
}

const toTheMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const toTheSecond = { ...toTheMinute, second: '2-digit' } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Writes a time with its date: `30 Nov, 14:03:05`, with the year if it is not that of `now`. A short
 * one has no seconds.
 */
export function formatMoment(
  at: Date,
  now: Date,
  format: MomentFormat & { readonly isShort?: boolean },
): string {
  const isThisYear = yearOf(at, format) === yearOf(now, format);
  return write(at, format, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...(format.isShort === true ? toTheMinute : toTheSecond),
  });
}

/** Writes the day of a time: `30 Nov`, with the year if it is not that of `now`. */
export function formatDay(at: Date, now: Date, format: MomentFormat): string {
  const isThisYear = yearOf(at, format) === yearOf(now, format);
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return write(at, format, { day: 'numeric', month: 'short', ...year });
}

/** Writes the time of a day: `14:03`. */
export function formatTime(at: Date, format: MomentFormat): string {
  return write(at, format, toTheMinute);
}

/** Returns whether two times are on one day of a zone. */
export function isSameDay(one: Date, other: Date, format: MomentFormat): boolean {
  const options = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  return write(one, format, options) === write(other, format, options);
}

/** Writes a time with everything: `30 Nov 2026, 14:03:05 GMT+1`. */
export function formatFully(at: Date, format: MomentFormat): string {
  return write(at, format, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...toTheSecond,
    timeZoneName: 'short',
  });
}

/** Writes a time by its distance from another: `just now`, `5 minutes ago`, `in 2 hours`. */
export function formatRelative(at: Date, now: Date, language = 'en'): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1_000);
  const size = Math.abs(seconds);
  if (size < 5) return seconds <= 0 ? 'just now' : 'now';
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3_600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 48 * 3_600) return format.format(Math.trunc(seconds / 3_600), 'hour');
  return format.format(Math.trunc(seconds / 86_400), 'day');
}

function yearOf(at: Date, format: MomentFormat): string {
  return write(at, format, { year: 'numeric' });
}

function write(at: Date, format: MomentFormat, options: Intl.DateTimeFormatOptions): string {
  const language = format.language ?? 'en-GB';
  const key = JSON.stringify([language, format.zone, options]);
  const known = formats.get(key);
  const found = known ?? new Intl.DateTimeFormat(language, { ...options, timeZone: format.zone });
  formats.set(key, found);
  return found.format(at);
}
