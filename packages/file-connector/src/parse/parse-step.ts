import { rejectRow, type RowTransformStep, rowStep } from '@wdh/pipeline-core';

/** A row with parsed fields instead of their text; null stays null. */
export type ParsedRow<Row extends object, Field extends string, Value> = {
  readonly [Key in keyof Row]: Key extends Field
    ? Value | (null extends Row[Key] ? null : never)
    : Row[Key];
};

/** Rows that have text, or null, in the fields to parse. */
export type TextFields<Field extends string> = Readonly<Record<Field, string | null>>;

/** The parser of one cell. */
export interface CellParser<Value> {
  readonly stepName: string;
  readonly code: string;
  /** What was expected, for the rejected row. Never contains the value. */
  readonly expected: string;
  /** Null where the text is not as expected. */
  readonly parse: (text: string) => Value | null;
}

/** Parses a value as its text; null for what has none, as an absent field or a document of JSON. */
export function parseValue<Value>(
  value: unknown,
  parse: (text: string) => Value | null,
): Value | null {
  return typeof value === 'string' || typeof value === 'number' ? parse(String(value)) : null;
}

/** Creates a row step that parses some fields, and rejects a row with an issue for each invalid field. */
export function parseStep<Row extends TextFields<Field>, Field extends string, Value>(
  fields: readonly Field[],
  { stepName, code, expected, parse }: CellParser<Value>,
): RowTransformStep<Row, ParsedRow<Row, Field, Value>> {
  return rowStep(`${stepName}(${fields.join(', ')})`, (row: Row) => {
    const parsed: Partial<Record<Field, Value | null>> = {};
    const issues: { field: Field; code: string; message: string }[] = [];
    for (const field of fields) {
      const text: string | null = row[field];
      const value = text === null ? null : parseValue(text, parse);
      if (value === null && text !== null) {
        issues.push({ field, code, message: `expected ${expected}` });
      }
      parsed[field] = value;
    }
    const [first, ...more] = issues;
    if (first !== undefined) return rejectRow(first, ...more);
    return { ...row, ...parsed } as ParsedRow<Row, Field, Value>;
  });
}
