import { wouldChange } from '../../refusal/value-refusal.js';
import { type IntervalField, intervalUnit } from './interval-unit.js';

/** One number of an interval, or several in one word, such as `04:05:06`. */
export interface IntervalPart {
  readonly sign: string;
  readonly isIso: boolean;
  /** The fields that are not zero. */
  readonly fields: readonly IntervalField[];
  /** Digits that it needs after the point of a second. */
  readonly digits: number;
}

const [dayOfSql, clock, number, isoNumber] = [
  /([+-]?)(?<year>\d+)-(?<month>\d+)(?:-(?<day>\d+))?(?![\d.:])/iy,
  /([+-]?)(?<hour>\d+):(?<minute>\d+)(?::(?<second>\d+(?:\.\d*)?))?/iy,
  /([+-]?)(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)/iy,
  /([+-]?)(\d+(?:\.\d*)?|\.\d+)([a-z]?)/iy,
] as const;

const isoUnits: Readonly<Record<string, string>> = {
  Y: 'year',
  M: 'month',
  W: 'week',
  D: 'day',
  H: 'hour',
  S: 'second',
};

/**
 * Parses the parts of an interval in any form that PostgreSQL reads. Ignores the text after an
 * unknown unit, because the server refuses the whole.
 *
 * @throws ValueRefusal for a number without unit, for a fraction of a month or year, and for
 * characters that the server ignores.
 */
export function intervalParts(text: string): readonly IntervalPart[] {
  const isIso = /^\s*P/.test(text);
  const body = text.replace(/^\s*(?:P|@)/, '').replace(/\s*ago\s*$/i, '');
  const parts: IntervalPart[] = [];
  let isTime = false;
  for (let at = 0; at < body.length;) {
    const blank = /[\s,]*T?/y;
    blank.lastIndex = at;
    const skipped = blank.exec(body)?.[0] ?? '';
    isTime ||= skipped.endsWith('T');
    at += skipped.length;
    if (at >= body.length) break;
    const found = findAt(body, at, isIso ? isoNumber : number);
    if (found === null) {
      checkRest(body.slice(at));
      break;
    }
    at += found[0].length;
    const part =
      found.groups === undefined
        ? numberPart(found, body.slice(at), isIso, isTime)
        : groupedPart(found, found.groups, isIso);
    if (part === null) break;
    parts.push(part);
  }
  return parts;
}

/** The server would read `$5` as five seconds, and ignore a unit before its number. */
function checkRest(rest: string): void {
  const [word = ''] = /^[a-z]*/i.exec(rest) ?? [];
  if (word !== '' && word.toLowerCase() !== 'ago' && intervalUnit(word) === null) return;
  throw wouldChange(
    'a text that is not an interval in the format of ISO 8601 or PostgreSQL: write it as P1DT2H3M4S or 1 day 02:03:04',
  );
}

function findAt(text: string, at: number, ofNumber: RegExp): RegExpExecArray | null {
  for (const pattern of [dayOfSql, clock, ofNumber]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return found;
  }
  return null;
}

function groupedPart(
  [, sign = '']: RegExpExecArray,
  groups: Readonly<Record<string, string | undefined>>,
  isIso: boolean,
): IntervalPart {
  const fields = Object.entries(groups)
    .filter(([, digits]) => /[1-9]/.test(digits ?? ''))
    .map(([field]) => field as IntervalField);
  return { sign, isIso, fields, digits: fractionDigits(groups['second'] ?? '') };
}

function numberPart(
  [, sign = '', digits = '', written = '']: RegExpExecArray,
  next: string,
  isIso: boolean,
  isTime: boolean,
): IntervalPart | null {
  const word = isIso ? (isTime && written === 'M' ? 'minute' : (isoUnits[written] ?? '')) : written;
  // A number before a time of day counts days.
  const isDays = word === '' && !isIso && /^\s*[+-]?\d+:/.test(next);
  if (word === '' && !isDays) throw wouldChange('a number without its unit, such as day or second');
  const unit = intervalUnit(isDays ? 'day' : word);
  if (unit === null) return null;
  const fraction = fractionDigits(digits);
  if (fraction > 0 && !unit.isExact) {
    throw wouldChange('a fraction of a month or year, which has no length of its own');
  }
  if (!/[1-9]/.test(digits)) return { sign, isIso, fields: [], digits: 0 };
  const fields: IntervalField[] = fraction > 0 ? [unit.field, 'second'] : [unit.field];
  return { sign, isIso, fields, digits: unit.secondDigits + fraction };
}

/** Digits after the point, without trailing zeros. */
function fractionDigits(digits: string): number {
  const point = digits.indexOf('.');
  return point < 0 ? 0 : digits.slice(point + 1).replace(/0+$/, '').length;
}
