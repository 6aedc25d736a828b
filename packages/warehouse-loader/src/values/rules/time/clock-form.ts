/** Separators within, and `T` before, the time of a day; blanks where a day comes before. */
const clock = [
  String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>\.\d*)?)?(?:\s*(?<half>[ap])m)?`,
  String.raw`(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<fraction>\.\d*)?`,
].map((form) => new RegExp(String.raw`^(?:T|\s+T?|(?=\d))${form}(?![\d:.])`, 'i'));

/** Four digits are a time behind a `T` only: without it the server takes them for a year. */
const clockBehindT = /^\s*T(?<hour>\d\d)(?<minute>\d\d)(?!\d)/i;

const zone =
  /^\s*(?:(?<utc>Z|UTC|GMT)|(?<sign>[+-])(?<offset>\d{1,2}(?:(?::?\d\d)(?::?\d\d)?)?)|(?<name>[a-z]+\/[\w+/-]+))(?![\w:])/i;

/** A time of day that a text begins with. */
export interface ClockFound {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** With its point; empty where there is none. */
  readonly fraction: string;
  readonly rest: string;
}

/** A time zone that a text begins with. */
export interface ZoneFound {
  /** Whether it is UTC, by name or as an offset of zero. */
  readonly isUtc: boolean;
  /** The name of a region such as `Europe/Paris`; null for an offset. */
  readonly name: string | null;
  readonly rest: string;
}

/** Finds a time of day at the beginning; null where there is none of a form that is clear. */
export function findClock(text: string): ClockFound | null {
  for (const form of [...clock, clockBehindT]) {
    const found = form.exec(text);
    if (found?.groups === undefined) continue;
    const { hour = '', minute = '', second = '0', fraction = '', half } = found.groups;
    const rest = text.slice(found[0].length);
    const isTwelfth = half !== undefined && Number(hour) === 12;
    // Twelve hours are what such a clock has; what is beyond is for the server to refuse.
    if (half !== undefined && Number(hour) === 0) return null;
    const hours = (isTwelfth ? 0 : Number(hour)) + (half !== undefined && /p/i.test(half) ? 12 : 0);
    return { hour: hours, minute: Number(minute), second: Number(second), fraction, rest };
  }
  return null;
}

/** Finds a time zone at the beginning, by its offset from UTC or as a region; null for none. */
export function findZone(text: string): ZoneFound | null {
  const found = zone.exec(text);
  if (found?.groups === undefined) return null;
  const { utc, offset = '', name } = found.groups;
  const isUtc = utc !== undefined || (name === undefined && !/[1-9]/.test(offset));
  return { isUtc, name: name ?? null, rest: text.slice(found[0].length) };
}
