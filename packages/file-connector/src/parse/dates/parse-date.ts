import { type RowTransformStep, WdhError } from '@wdh/pipeline-core';
import { type ParsedRow, parseStep, type TextFields } from '../parse-step.js';
import { dateReader, type DateReader } from './date-format.js';

/** Options of {@link parseDate}. */
export interface ParseDateOptions {
  /**
   * Result of a format without a day: `YYYY-MM`, or the date of the month's first day, which a
   * `date` column needs. Default `month`.
   */
  readonly monthAs?: 'month' | 'first-day' | undefined;
}

/**
 * Creates a row step that parses dates in the given formats to `YYYY-MM-DD`, and months to
 * `YYYY-MM`. A row with a date that does not exist, such as February 30, is rejected as
 * `NOT_A_DATE`, and so is text that two formats read as different dates. Nothing is guessed from
 * the locale.
 *
 * @param formats - Formats of `YYYY`, `MM` or `M`, `DD` or `D`; other characters are literal.
 * @throws WdhError `INVALID_OPTION` (usage) for a format without year or month
 * @example pipeline.addStep(parseDate(['month'], ['YYYY年M月', 'YYYYMM', 'YYYY-MM']))
 */
export function parseDate<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  formats: readonly string[],
  options: ParseDateOptions = {},
): RowTransformStep<Row, ParsedRow<Row, Field, string>> {
  const readers = formats.map(readerOf);
  const suffix = options.monthAs === 'first-day' ? '-01' : '';
  return parseStep(fields, {
    stepName: 'parse_date',
    code: 'NOT_A_DATE',
    expected: `a date that exists, as ${formats.join(' or ')}`,
    parse: (text) => {
      const dates = new Set(readers.map((read) => read(text)));
      dates.delete(null);
      const [date, ...others] = dates;
      if (date === undefined || date === null || others.length > 0) return null;
      return date.length === 'YYYY-MM'.length ? date + suffix : date;
    },
  });
}

function readerOf(format: string): DateReader {
  const reader = dateReader(format);
  if (reader !== undefined) return reader;
  throw new WdhError(
    `parseDate cannot start: the format ${format} must have a year (YYYY) and a month (MM or M), and no part twice.`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
