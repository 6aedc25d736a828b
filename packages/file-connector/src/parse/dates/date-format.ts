const parts = {
  YYYY: ['year', '\\d{4}'],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  DD: ['day', '\\d{2}'],
  D: ['day', '\\d{1,2}'],
} as const;
const part = /YYYY|MM?|DD?/g;

/** Reads a date in one format: `YYYY-MM-DD`, or `YYYY-MM` for a month; null where it is not a date. */
export type DateReader = (text: string) => string | null;

/**
 * Creates a reader of a format of `YYYY`, `MM` or `M`, `DD` or `D`, and other characters, which are
 * literal. Undefined where the format lacks a year or a month, or has a part twice.
 */
export function dateReader(format: string): DateReader | undefined {
  const names = (format.match(part) ?? []).map((key) => parts[key as keyof typeof parts][0]);
  const isComplete = names.includes('year') && names.includes('month');
  if (!isComplete || new Set(names).size < names.length) return undefined;
  const pattern = new RegExp(`^${patternOf(format)}$`);
  const hasDay = names.includes('day');
  return (text) => {
    const { year = '', month = '', day = '1' } = pattern.exec(text)?.groups ?? {};
    if (!isDate(Number(year), Number(month), Number(day))) return null;
    const ofMonth = `${year}-${month.padStart(2, '0')}`;
    return hasDay ? `${ofMonth}-${day.padStart(2, '0')}` : ofMonth;
  };
}

function patternOf(format: string): string {
  let pattern = '';
  let end = 0;
  for (const match of format.matchAll(part)) {
    const [name, digits] = parts[match[0] as keyof typeof parts];
    pattern += `${escaped(format.slice(end, match.index))}(?<${name}>${digits})`;
    end = match.index + match[0].length;
  }
  return pattern + escaped(format.slice(end));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The calendar of PostgreSQL: Gregorian, also before 1582, without year 0. */
function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}
