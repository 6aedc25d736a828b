/** Separators within a time of day, and `T` before it; spaces if a day precedes it. */
const clock = [
  String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>\.\d*)?)?(?:\s*(?<half>[ap])m)?`,
  String.raw`(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<fraction>\.\d*)?`,
].map((form) => new RegExp(String.raw`^(?:T|\s+T?|(?=\d))${form}(?![\d:.])`, 'i'));

/** Four digits are a time only after a `T`: otherwise the server reads them as a year. */
const clockBehindT = /^\s*T(?<hour>\d\d)(?<minute>\d\d)(?!\d)/i;

const zone =
  /^\s*(?:(?<utc>Z|UTC|GMT)|(?<sign>[+-])(?<offset>\d{1,2}(?:(?::?\d\d)(?::?\d\d)?)?)|(?<name>[a-z]+\/[\w+/-]+))(?![\w:])/i;

/** A time of day at the beginning of a text. */
export interface ClockFound {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** With its point; empty if there is none. */
  readonly fraction: string;
  readonly rest: string;
}

/** A time zone at the beginning of a text. */
export interface ZoneFound {
  /** Whether it is UTC, by name or as an offset of zero. */
  readonly isUtc: boolean;
  /** The name of a region such as `Europe/Paris`; null for an offset. */
  readonly name: string | null;
  readonly rest: string;
}

/** Parses a time of day at the beginning; null if there is none in an unambiguous form. */
export function findClock(text: string): ClockFound | null {
  for (const form of [...clock, clockBehindT]) {
    const found = form.exec(text);
    if (found?.groups === undefined) continue;
    const { hour = '', minute = '', second = '0', fraction = '', half } = found.groups;
    const rest = text.slice(found[0].length);
    const isTwelfth = half !== undefined && Number(hour) === 12;
    // Such a clock has twelve hours; the server refuses others.
    if (half !== undefined && Number(hour) === 0) return null;
    const hours = (isTwelfth ? 0 : Number(hour)) + (half !== undefined && /p/i.test(half) ? 12 : 0);
    return { hour: hours, minute: Number(minute), second: Number(second), fraction, rest };
  }
  return null;
}

/** Parses a time zone at the beginning, as an offset from UTC or a region; null for none. */
export function findZone(text: string): ZoneFound | null {
  const found = zone.exec(text);
  if (found?.groups === undefined) return null;
  const { utc, offset = '', name } = found.groups;
  const isUtc = utc !== undefined || (name === undefined && !/[1-9]/.test(offset));
  return { isUtc, name: name ?? null, rest: text.slice(found[0].length) };
}
