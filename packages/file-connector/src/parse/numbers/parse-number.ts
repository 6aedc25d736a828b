import type { RowTransformStep } from '@wdh/pipeline-core';
import type { CellFormat } from '../cell-format.js';
import { type ParsedRow, parseStep, type TextFields } from '../parse-step.js';

const integer = /^[+-]?\d+$/;
const decimal = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Options of {@link parseInteger}. */
export interface ParseIntegerOptions {
  /** How the numbers are written, from `numberFormat`. Default: digits, after an optional sign. */
  readonly format?: CellFormat | undefined;
}

/** Options of {@link parseDecimal}. */
export interface ParseDecimalOptions extends ParseIntegerOptions {
  /** Maximum number of digits after the point. A row with more digits is rejected: nothing is rounded. */
  readonly maxScale?: number | undefined;
}

/**
 * Creates a row step that parses whole numbers: an optional sign and the digits 0 to 9, nothing
 * else. `1e3`, `1,000`, `0x10`, blanks and full-width digits are rejected as `NOT_AN_INTEGER`.
 *
 * @param as - `bigint` for any size; `number` rejects inexact numbers, beyond 2^53.
 * @param options - `format` reads numbers that are written in another way.
 * @example pipeline.addStep(parseInteger(['id'], 'bigint'))
 */
export function parseInteger<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  as: 'bigint',
  options?: ParseIntegerOptions,
): RowTransformStep<Row, ParsedRow<Row, Field, bigint>>;
export function parseInteger<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  as: 'number',
  options?: ParseIntegerOptions,
): RowTransformStep<Row, ParsedRow<Row, Field, number>>;
export function parseInteger<Row extends TextFields<Field>, Field extends string>(
  fields: readonly Field[],
  as: 'bigint' | 'number',
  { format }: ParseIntegerOptions = {},
): RowTransformStep<Row, ParsedRow<Row, Field, bigint | number>> {
  const most = as === 'number' ? ' that JavaScript represents exactly' : '';
  const written = format === undefined ? 'in the digits 0 to 9' : `written as ${format.expected}`;
  return parseStep('parse_integer', fields, {
    code: 'NOT_AN_INTEGER',
    expected: `a whole number${most}, ${written}`,
    parse: (cell) => {
      const text = format === undefined ? cell : format.parse(cell);
      if (text === null || !integer.test(text)) return null;
      if (as === 'bigint') return BigInt(text.replace('+', ''));
      const number = Number(text);
      return Number.isSafeInteger(number) ? number + 0 : null;
    },
  });
}

/**
 * Creates a row step that parses decimal numbers to exact text for a `numeric` column: an optional
 * sign, digits, a point and digits. `1e3`, `1,000.00`, `.5`, `5.`, `NaN` are `NOT_A_DECIMAL`.
 *
 * The text keeps zeros after the point and drops a plus sign and leading zeros.
 *
 * @example pipeline.addStep(parseDecimal(['cost'], { maxScale: 2 }))
 * @example pipeline.addStep(parseDecimal(['cost'], { format: numberFormat({ decimal: ',' }) }))
 */
export function parseDecimal<Row extends TextFields<Field>, const Field extends string>(
  fields: readonly Field[],
  options: ParseDecimalOptions = {},
): RowTransformStep<Row, ParsedRow<Row, Field, string>> {
  const { maxScale = Infinity, format } = options;
  const written = format?.expected ?? 'a decimal number in the digits 0 to 9, with a point';
  const scale = maxScale === Infinity ? '' : ` and at most ${maxScale} digits after it`;
  return parseStep('parse_decimal', fields, {
    code: 'NOT_A_DECIMAL',
    expected: written + scale,
    parse: (cell) => {
      const text = format === undefined ? cell : format.parse(cell);
      if (text === null) return null;
      const match = decimal.exec(text);
      if (match === null) return null;
      const [, sign = '', whole = '', fraction = ''] = match;
      if (fraction.length > maxScale) return null;
      const digits = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`);
      return sign === '-' ? `-${digits}` : digits;
    },
  });
}
