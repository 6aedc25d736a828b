/** A day or a month: its keys, and their places in the calendar. */
export interface CalendarUnit {
  readonly kind: 'days' | 'months';
  readonly noun: 'day' | 'month';
  readonly example: string;
  /** Characters of its key in a date such as `2026-01-31`. */
  readonly keyLength: number;
  /** Returns the place of a key, which the next key follows; null for another text. */
  placeOf(key: string): number | null;
  keyAt(place: number): string;
}

const dayMs = 86_400_000;

/** Days, such as `2026-01-31`. */
export const day: CalendarUnit = {
  kind: 'days',
  noun: 'day',
  example: '2026-01-31',
  keyLength: 10,
  placeOf: (key) => {
    const timeMs = /^\d{4}-\d{2}-\d{2}$/.test(key) ? Date.parse(`${key}T00:00:00Z`) : NaN;
    // JavaScript reads the 31st of a shorter month as a day of the next one.
    return Number.isNaN(timeMs) || dateAt(timeMs / dayMs) !== key ? null : timeMs / dayMs;
  },
  keyAt: (place) => dateAt(place),
};

/** Months, such as `2026-01`. */
export const month: CalendarUnit = {
  kind: 'months',
  noun: 'month',
  example: '2026-01',
  keyLength: 7,
  placeOf: (key) => {
    const [, year = '', ofYear = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(key) ?? [];
    return year === '' ? null : Number(year) * 12 + Number(ofYear) - 1;
  },
  keyAt: (place) => `${padded(Math.floor(place / 12), 4)}-${padded((place % 12) + 1, 2)}`,
};

/** Returns the key that a text resembles, such as `2026-02` for `202602`; null if there is none. */
export function similarKey(unit: CalendarUnit, text: string): string | null {
  const [, year = '', ofYear = '', ofMonth = '1'] =
    /^(\d{4})\D?(\d{1,2})(?:\D?(\d{1,2}))?$/.exec(text) ?? [];
  if (year === '') return null;
  const yearAndMonth = `${year}-${padded(within(Number(ofYear), 12), 2)}`;
  if (unit.kind === 'months') return yearAndMonth;
  const days = new Date(Date.UTC(Number(year), Number(yearAndMonth.slice(5)), 0)).getUTCDate();
  return `${yearAndMonth}-${padded(within(Number(ofMonth), days), 2)}`;
}

function dateAt(place: number): string {
  return new Date(place * dayMs).toISOString().slice(0, 10);
}

function within(number: number, most: number): number {
  return Math.max(1, Math.min(number, most));
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
