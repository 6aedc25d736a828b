import type { PatternKind } from '../options/pattern-kind.js';
import { invalidPattern } from './invalid-pattern.js';
import type { Token } from './tokens.js';

const ofTime = ['hour', 'half', 'minute', 'second', 'fraction', 'offset', 'zone'];
/** What a part needs beside it. */
const needs: Readonly<Record<string, string>> = {
  second: 'minute',
  fraction: 'second',
};

/**
 * Returns the fields that a pattern reads.
 *
 * @throws WdhError `INVALID_OPTION` (usage) if they are no date, or no date and time
 */
export function fieldsOf(
  pattern: string,
  tokens: readonly Token[],
  kind: PatternKind,
): ReadonlySet<string> {
  const fields = new Set(tokens.flatMap(({ part }) => (part === null ? [] : [part.field])));
  const problem = problemOfDate(fields, kind) ?? problemOfTime(fields, kind, tokens);
  if (problem !== null) throw invalidPattern(pattern, problem);
  return fields;
}

function problemOfDate(fields: ReadonlySet<string>, kind: PatternKind): string | null {
  const has = (...names: readonly string[]) => names.every((name) => fields.has(name));
  if (has('weekYear') || has('week')) {
    const others = ['year', 'month', 'day', 'dayOfYear'].filter((name) => fields.has(name));
    if (has('weekYear', 'week', 'weekday') && others.length === 0) return null;
    return 'a week is read as GGGG, WW and E, without other parts of a date';
  }
  if (!has('year')) return 'it must have a year (YYYY or YY)';
  if (has('dayOfYear')) {
    return has('month') || has('day') ? 'the day of a year (DDDD) has no month' : null;
  }
  if (!has('month')) return 'it must have a month (MM, M, MMM or MMMM)';
  if (has('day')) return null;
  if (kind === 'datetime') return 'it must have a day (DD, D or Do)';
  return has('weekday') ? 'a weekday needs a day (DD, D or Do)' : null;
}

function problemOfTime(
  fields: ReadonlySet<string>,
  kind: PatternKind,
  tokens: readonly Token[],
): string | null {
  if (kind === 'date') {
    const isTime = ofTime.some((name) => fields.has(name));
    return isTime ? 'a date has no time; use dateTimeFormat, datetime: or parseDateTime' : null;
  }
  if (!fields.has('hour'))
    return 'it must have an hour (HH, H, or hh with A); use dateFormat for days';
  const isOfTwelve = tokens.some((token) => token.part !== null && token.letters.startsWith('h'));
  if (isOfTwelve !== fields.has('half')) {
    return 'an hour up to 12 (hh, h) needs AM or PM (A), and one up to 23 (HH, H) has none';
  }
  if (fields.has('offset') && fields.has('zone')) return 'it has an offset (Z) and a zone (z)';
  const lacking = Object.entries(needs).find(
    ([part, needed]) => fields.has(part) && !fields.has(needed),
  );
  return lacking === undefined ? null : `a ${lacking[0]} needs a ${lacking[1]}`;
}
