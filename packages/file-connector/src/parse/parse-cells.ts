import type { RowTransformStep } from '@wdh/pipeline-core';
import { cellFormatOf, type CellFormatOption } from './cell-format-of.js';
import type { CellFormat } from './cell-format.js';
import { type CellParser, parseEach, type TextFields } from './parse-step.js';

/**
 * Creates a row step that converts the text of some fields by their formats. Null stays null. A row
 * with a cell of another format is rejected, with an issue for each such cell.
 *
 * @example pipeline.addStep(parseCells({ price: 'number:1.234,56', day: dateFormat(['DD.MM.YYYY']) }))
 */
export function parseCells<Row extends TextFields<Field>, const Field extends string>(
  formats: Readonly<Record<Field, CellFormatOption>>,
): RowTransformStep<Row, Row> {
  const parsers = (Object.keys(formats) as Field[]).map((field) => {
    const format: CellFormatOption = formats[field];
    return [field, parserOf(typeof format === 'string' ? cellFormatOf(format) : format)] as const;
  });
  return parseEach<Row, Field, string>('parse_cells', parsers) as RowTransformStep<Row, Row>;
}

/** A format of an untyped caller may return anything. */
function parserOf({ code, expected, parse, parseNumber = parse }: CellFormat): CellParser<string> {
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    code,
    expected,
    parse: (text) => textOf(parse(text)),
    parseNumber: (text) => textOf(parseNumber(text)),
  };
}
