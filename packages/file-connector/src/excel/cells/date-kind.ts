/**
 * What the number format of a cell shows of a date: the day, the time, both, or a duration in hours.
 * `moment` is a format whose parts depend on the language of the program.
 */
export type DateKind = 'date' | 'time' | 'datetime' | 'elapsed' | 'moment';

/** The formats that every program knows by number (ECMA-376 part 1, 18.8.30). */
const builtIn: ReadonlyMap<number, DateKind> = new Map<number, DateKind>([
  ...numbered('date', [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 54, 57, 58]),
  ...numbered('time', [18, 19, 20, 21, 32, 33, 45, 47]),
  ...numbered('datetime', [22]),
  ...numbered('elapsed', [46]),
  ...numbered('moment', [34, 35, 52, 53, 55, 56]),
]);

function numbered(kind: DateKind, ids: readonly number[]): [number, DateKind][] {
  return ids.map((id) => [id, kind]);
}

/** Texts in quotes, escaped characters, and the characters that pad a cell. */
const literals = /"[^"]*"?|\\.|[_*]./gs;
const elapsed = /\[(?:h+|m+|s+)\]/i;
/** Colours, conditions and languages. */
const brackets = /\[[^\]]*\]?/g;
/** An exponent is no year of an era. */
const exponent = /e[+-]/gi;
const halfDay = /am\/pm|a\/p|上午\/下午/gi;

/**
 * Returns what a number format shows of a date; null for a format of numbers or texts.
 *
 * @param code - The format as text, such as `yyyy-mm-dd`; undefined for a built-in one.
 */
export function dateKind(id: number, code: string | undefined): DateKind | null {
  return code === undefined ? (builtIn.get(id) ?? null) : kindOfCode(code);
}

function kindOfCode(code: string): DateKind | null {
  const [first = ''] = code.replace(literals, '').split(';');
  if (elapsed.test(first)) return 'elapsed';
  const bare = first
    .replace(brackets, '')
    .replace(exponent, '')
    .replace(/general|standard/gi, '');
  const hasTime = /[hs]/i.test(bare) || /am\/pm|a\/p/i.test(bare);
  const rest = bare.replace(halfDay, '');
  // Beside hours or seconds, m is minutes.
  const hasDay = /[ydgeb]/i.test(rest) || (/m/i.test(rest) && !hasTime);
  if (hasDay) return hasTime ? 'datetime' : 'date';
  return hasTime ? 'time' : null;
}
