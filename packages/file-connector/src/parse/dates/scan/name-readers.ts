import type { NameTable } from '../names/name-table.js';
import type { NumberField, PartReader } from './fields.js';
import { shortNumber } from './number-readers.js';

const point = 0x2e;

/** Creates a reader of a name; a point after it belongs to it if `takesPoint`. */
export function nameReader(field: NumberField, names: NameTable, takesPoint: boolean): PartReader {
  return (text, at, into) => {
    const value = names.find(text, at);
    if (value === 0) return -1;
    into[field] = value;
    const { end } = names;
    return takesPoint && text.charCodeAt(end) === point ? end + 1 : end;
  };
}

const halves = /(?:([ap])(?:m|\.[ \u00a0\u202f]?m\.)|(上)午|(下)午)/y;

/** Reads `AM` or `PM`, as a.m. and p.m. too, and 上午 or 下午. */
export const halfReader: PartReader = (text, at, into) => {
  halves.lastIndex = at;
  const found = halves.exec(text);
  if (found === null) return -1;
  into.half = found[1] === 'p' || found[3] !== undefined ? 1 : 0;
  return halves.lastIndex;
};

const dayNumber = shortNumber('day');

/** Reads a day with its ending: `1st`, `22nd`, `3rd`, `4th`; `1er` in French, `1º` in Spanish. */
export const ordinalReader: PartReader = (text, at, into) => {
  const end = dayNumber(text, at, into);
  if (end < 0) return -1;
  if (into.day === 1 && text.startsWith('er', end)) return end + 2;
  if (into.day === 1 && text.startsWith('º', end)) return end + 1;
  return text.startsWith(ending(into.day), end) ? end + 2 : -1;
};

function ending(day: number): string {
  if (day > 10 && day < 20) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
