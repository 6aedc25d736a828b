import type { RowTransformStep } from '@wdh/pipeline-core';
import { type ParsedRow, parseStep, type TextFields } from '../parse-step.js';
import { dateFormat, dateTimeFormat } from './date-format.js';
import type { DateFormatOptions, DateTimeFormatOptions } from './options/date-format-options.js';

/**
 * Creates a row step that parses dates in the given patterns to `YYYY-MM-DD`, and months to `YYYY-MM`, as
 * {@link dateFormat} does. A row with another text is rejected as `NOT_A_DATE`.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for an invalid pattern or option
 * @example pipeline.addStep(parseDate(['month'], ['YYYY年M月', 'YYYYMM', 'YYYY-MM']))
 */
export function parseDate<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  patterns: readonly string[],
  options: DateFormatOptions = {},
): RowTransformStep<Row, ParsedRow<Row, Field, string>> {
  return parseStep('parse_date', fields, dateFormat(patterns, options));
}

/**
 * Creates a row step that parses dates with a time of day in the given patterns to ISO text, as
 * {@link dateTimeFormat} does. A row with another text is rejected as `NOT_A_DATE_TIME`.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for an invalid pattern or option
 * @example pipeline.addStep(parseDateTime(['sent'], ['M/D/YYYY h:mm A'], { zone: 'America/New_York' }))
 */
export function parseDateTime<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  patterns: readonly string[],
  options: DateTimeFormatOptions = {},
): RowTransformStep<Row, ParsedRow<Row, Field, string>> {
  return parseStep('parse_date_time', fields, dateTimeFormat(patterns, options));
}
