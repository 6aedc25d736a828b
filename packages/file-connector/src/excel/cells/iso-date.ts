import type { DateKind } from './date-kind.js';

const iso = /^(\d{4}-\d{2}-\d{2})?(?:(?:T|^)(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?)?Z?$/;

/** Returns the text of a cell of the type date, which is written as ISO 8601; null for none. */
export function isoCellText(text: string, kind: DateKind | null): string | null {
  const [, date, time, fraction = ''] = iso.exec(text.trim()) ?? [];
  if (date !== undefined && !isRealDate(date)) return null;
  if (time !== undefined && !/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) return null;
  const digits = fraction.replace(/0+$/, '');
  const exactTime = time === undefined || digits === '' ? time : `${time}.${digits}`;
  if (date === undefined) return exactTime ?? null;
  const isDay = exactTime === undefined || (exactTime === '00:00:00' && kind === 'date');
  return isDay ? date : `${date}T${exactTime}`;
}

function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
