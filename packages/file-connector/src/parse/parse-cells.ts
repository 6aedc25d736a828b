import { type RowTransformStep, rejectRow, rowStep } from '@wdh/pipeline-core';
import { cellFormatOf, type CellFormatOption } from './cell-format-of.js';
import { parseValue, type TextFields } from './parse-step.js';

/**
 * Creates a row step that converts the text of some fields by their formats. Null stays null. A row
 * with a cell of another format is rejected, with an issue for each such cell.
 *
 * @example pipeline.addStep(parseCells({ price: 'number:1.234,56', day: dateFormat(['DD.MM.YYYY']) }))
 */
export function parseCells<Row extends TextFields<Field>, const Field extends string>(
  formats: Readonly<Record<Field, CellFormatOption>>,
): RowTransformStep<Row, Row> {
  const fields = Object.keys(formats) as Field[];
  const completed = fields.map((field) => {
    const format: CellFormatOption = formats[field];
    return { field, format: typeof format === 'string' ? cellFormatOf(format) : format };
  });
  return rowStep(`parse_cells(${fields.join(', ')})`, (row: Row) => {
    const parsed: Partial<Record<Field, string | null>> = {};
    const issues: { field: Field; code: string; message: string }[] = [];
    for (const { field, format } of completed) {
      const { code, expected, parse, parseNumber = parse } = format;
      const text: unknown = row[field];
      const value = parseValue(text, typeof text === 'number' ? parseNumber : parse);
      if (typeof value !== 'string' && text !== null) {
        issues.push({ field, code, message: `expected ${expected}` });
      }
      parsed[field] = value;
    }
    const [first, ...more] = issues;
    if (first !== undefined) return rejectRow(first, ...more);
    return { ...row, ...parsed };
  });
}
