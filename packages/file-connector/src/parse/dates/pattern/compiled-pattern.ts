import { epochMoment, type EpochUnit } from '../moments/epoch.js';
import { excelDate, excelDateTime } from '../moments/excel-serial.js';
import type { DateSettings } from '../options/date-settings.js';
import type { PatternKind } from '../options/pattern-kind.js';
import { momentInZone } from '../zone/moment-in-zone.js';
import { exampleOf } from './example.js';
import { invalidPattern } from './invalid-pattern.js';
import { fieldsOf } from './pattern-fields.js';
import { type DateReader, patternReader } from './pattern-reader.js';
import { patternOf, tokensOf } from './tokens.js';

/** A pattern that is ready to read. */
export interface CompiledPattern {
  /** In its only spelling. */
  readonly pattern: string;
  readonly read: DateReader;
  /** How a date is written in it. */
  readonly example: string;
  /** Whether each text has an offset, without the option `zone`. */
  readonly hasOffset: boolean;
  /** Whether each text has the name of a zone. */
  readonly isInZone?: boolean;
}

const numbered = /^(?:excel-(1900|1904)|epoch-((?:milli|micro|nano)?seconds))$/;
const epochDigits = { seconds: 0, milliseconds: 3, microseconds: 6, nanoseconds: 9 } as const;

/**
 * Compiles a pattern of letters, or the name of a count of days or seconds.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function compiledPattern(
  pattern: string,
  kind: PatternKind,
  settings: DateSettings,
): CompiledPattern {
  const [, calendar, unit] = numbered.exec(pattern) ?? [];
  if (calendar !== undefined) return excelPattern(pattern, calendar, kind, settings);
  if (unit !== undefined) return epochPattern(pattern, unit as EpochUnit, kind);
  const tokens = tokensOf(pattern);
  const has = fieldsOf(pattern, tokens, kind);
  const isOfTwo = tokens.some((token) => token.part !== null && token.letters === 'YY');
  if (isOfTwo && settings.pivot === null) {
    throw invalidPattern(pattern, 'a year of two digits (YY) needs the option pivot, such as 1970');
  }
  return {
    pattern: patternOf(tokens),
    read: patternReader(tokens, has, settings),
    example: exampleOf(tokens, settings.language),
    hasOffset: has.has('offset') || has.has('zone'),
    isInZone: has.has('zone'),
  };
}

function excelPattern(
  pattern: string,
  year: string,
  kind: PatternKind,
  { zone, choices }: DateSettings,
): CompiledPattern {
  const calendar = year === '1900' ? 1900 : 1904;
  const day = calendar === 1900 ? '45721' : '44259';
  if (kind === 'date') {
    return { pattern, read: (cell) => excelDate(cell, calendar), example: day, hasOffset: false };
  }
  const read: DateReader = (cell) => {
    const moment = excelDateTime(cell, calendar);
    if (moment === null || zone === null) return moment;
    const milliseconds = Date.parse(`${moment}Z`);
    const seconds = Math.floor(milliseconds / 1000);
    return momentInZone(seconds, (milliseconds - seconds * 1000) * 1000, zone, choices);
  };
  return { pattern, read, example: `${day}.604`, hasOffset: false };
}

function epochPattern(pattern: string, unit: EpochUnit, kind: PatternKind): CompiledPattern {
  if (kind === 'date') {
    throw invalidPattern(
      pattern,
      'it is a moment, which is a day in a zone only; use dateTimeFormat',
    );
  }
  const example = `1741185045${'0'.repeat(epochDigits[unit])}`;
  return { pattern, read: (cell) => epochMoment(cell, unit), example, hasOffset: true };
}
