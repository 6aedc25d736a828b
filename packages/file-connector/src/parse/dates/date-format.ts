import type { CellFormat } from '../cell-format.js';
import type {
  AnyDateOptions,
  DateFormatOptions,
  DateTimeFormatOptions,
} from './options/date-format-options.js';
import { dateSettings, type DateSettings } from './options/date-settings.js';
import { formatName } from './options/format-name.js';
import type { PatternKind } from './options/pattern-kind.js';
import { type CompiledPattern, compiledPattern } from './pattern/compiled-pattern.js';
import { invalidPattern } from './pattern/invalid-pattern.js';
import type { DateReader } from './pattern/pattern-reader.js';

/**
 * Creates the format of dates in one pattern or several, whose cells become `YYYY-MM-DD`, and months
 * `YYYY-MM`. A cell with a day that does not exist, such as February 30, or another weekday than its day,
 * is `NOT_A_DATE`, and so is a cell that two patterns read as different days. Nothing depends on the locale
 * or the zone of the machine.
 *
 * @param patterns - Such as `DD.MM.YYYY`, `D MMM YYYY`, `dddd, MMMM Do, YYYY`, `YYYY-DDDD`,
 * `GGGG-'W'WW-E`; also `excel-1900` and `excel-1904`, the days of a workbook.
 * @throws WdhError `INVALID_OPTION` (usage)
 * @example csvSource('a.csv', { formats: { day: dateFormat(['DD.MM.YYYY', 'YYYY-MM-DD']) } })
 */
export function dateFormat(
  patterns: readonly string[],
  options: DateFormatOptions = {},
): CellFormat {
  return formatOf('date', patterns, options);
}

/**
 * Creates the format of dates with a time of day in one pattern or several, whose cells become
 * `YYYY-MM-DDTHH:mm:ss[.ffffff]`, with an offset where the pattern or the option `zone` has one. A cell
 * that is not exactly one moment is `NOT_A_DATE_TIME`: also 24:00, a 60th second, a time that the zone skips or
 * repeats, and digits beyond microseconds.
 *
 * @param patterns - Such as `DD.MM.YYYY HH:mm:ss`, `M/D/YYYY h:mm A`, `YYYY-MM-DDTHH:mm:ss.SZ`; also
 * `excel-1900`, `excel-1904`, `epoch-seconds`, `epoch-milliseconds`, `epoch-microseconds` and
 * `epoch-nanoseconds`.
 * @throws WdhError `INVALID_OPTION` (usage)
 * @example dateTimeFormat(['DD.MM.YYYY HH:mm'], { zone: 'Europe/Berlin', repeat: 'first' })
 */
export function dateTimeFormat(
  patterns: readonly string[],
  options: DateTimeFormatOptions = {},
): CellFormat {
  return formatOf('datetime', patterns, options);
}

function formatOf(
  kind: PatternKind,
  patterns: readonly string[],
  options: AnyDateOptions,
): CellFormat {
  const settings = dateSettings(kind, options);
  const compiled = patterns.map((pattern) => compiledPattern(pattern, kind, settings));
  checkOffsets(patterns, compiled, settings);
  const [first, ...more] = compiled.map(({ read }) => read);
  if (first === undefined) throw invalidPattern('', 'there is none');
  return {
    name: formatName(
      kind,
      compiled.map(({ pattern }) => pattern),
      options,
    ),
    code: kind === 'date' ? 'NOT_A_DATE' : 'NOT_A_DATE_TIME',
    expected: expectedText(kind, compiled, settings),
    parse: more.length === 0 ? first : readerOfAll([first, ...more]),
  };
}

function expectedText(
  kind: PatternKind,
  compiled: readonly CompiledPattern[],
  { zone, choices }: DateSettings,
): string {
  const noun = kind === 'date' ? 'a date' : 'a date and time';
  const forms = compiled.map(({ example, pattern }) => `${example} (${pattern})`);
  const isOnce = choices.gap === 'reject' || choices.repeat === 'reject';
  const hasZone = zone !== null || compiled.some(({ isInZone }) => isInZone);
  const inZone = hasZone && isOnce ? ', a time that its zone has exactly once' : '';
  return `${noun} as ${forms.join(' or ')}${inZone}`;
}

/** A column has one type: either each text has an offset, or none. */
function checkOffsets(
  patterns: readonly string[],
  compiled: readonly CompiledPattern[],
  { zone }: DateSettings,
): void {
  const count = compiled.filter(({ hasOffset }) => hasOffset).length;
  if (zone === null && count > 0 && count < compiled.length) {
    throw invalidPattern(
      patterns.join(' | '),
      'some have an offset and others need the option zone',
    );
  }
  if (zone !== null && count === compiled.length) {
    throw invalidPattern(
      patterns.join(' | '),
      'each has an offset, so the option zone means nothing',
    );
  }
}

/** Patterns that read a text as different dates read it as none. */
function readerOfAll(readers: readonly DateReader[]): DateReader {
  return (text) => {
    let only: string | null = null;
    for (const read of readers) {
      const found = read(text);
      if (found === null) continue;
      if (only !== null && only !== found) return null;
      only = found;
    }
    return only;
  };
}
