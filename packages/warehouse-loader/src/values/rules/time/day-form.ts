const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;

/**
 * The forms of a day that mean the same under every `DateStyle`: those of ISO 8601, others that begin
 * with the year in full, and the name of a month with the year in full.
 */
const dayForms = [
  String.raw`(?<year>\d{4,})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})`,
  String.raw`(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)`,
  String.raw`(?<year>\d{4})[-.](?<dayOfYear>\d{3})`,
  String.raw`(?<year>\d{4})-(?<name>${month})-(?<day>\d{1,2})`,
  String.raw`(?<day>\d{1,2})(?:-|\s+)(?<name>${month})(?:-|\s+)(?<year>\d{4})`,
  String.raw`(?<name>${month})\s+(?<day>\d{1,2})(?:,\s*|\s+)(?<year>\d{4})`,
].map((form) => new RegExp(String.raw`^\s*${form}(?!\d)`, 'i'));

const monthNames = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** A day at the beginning of a text. */
export interface DayFound {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** Whether the year has such a day; always true for a day of a month, which the server checks. */
  readonly isOfYear: boolean;
  /** The text after the day. */
  readonly rest: string;
}

/** Parses the day at the beginning of a text; null if its meaning depends on `DateStyle`. */
export function findDay(text: string): DayFound | null {
  for (const form of dayForms) {
    const found = form.exec(text);
    if (found?.groups === undefined) continue;
    const { year = '', month = '', day = '', dayOfYear, name } = found.groups;
    const rest = text.slice(found[0].length);
    const named =
      name === undefined ? month : monthNames.indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;
    const isOfYear = dayOfYear === undefined || isDayOfYear(Number(year), Number(dayOfYear));
    const isCounted = dayOfYear !== undefined;
    return {
      year: Number(year),
      month: isCounted ? 1 : Number(named),
      day: Number(isCounted ? dayOfYear : day),
      isOfYear,
      rest,
    };
  }
  return null;
}

function isDayOfYear(year: number, dayOfYear: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return dayOfYear >= 1 && dayOfYear <= (isLeap ? 366 : 365);
}
