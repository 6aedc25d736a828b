import { rejectRow, type RowTransformStep, rowStep } from '@wdh/pipeline-core';

/** A row with parsed fields instead of their text; null stays null. */
export type ParsedRow<Row extends object, Field extends string, Value> = {
  readonly [Key in keyof Row]: Key extends Field
    ? Value | (null extends Row[Key] ? null : never)
    : Row[Key];
};

/** Rows that have text, or null, in the fields to parse. */
export type TextFields<Field extends string> = Readonly<Record<Field, string | null>>;

/** The parser of a cell. */
export interface CellParser<Value> {
  readonly code: string;
  /** What was expected, for the rejected row. Never contains the value. */
  readonly expected: string;
  /** Null where the text is not as expected. */
  readonly parse: (text: string) => Value | null;
  /** Parses the text of a number. Default: `parse`. */
  readonly parseNumber?: ((text: string) => Value | null) | undefined;
}

/** Creates a row step that parses some fields alike. */
export function parseStep<Row extends TextFields<Field>, Field extends string, Value>(
  stepName: string,
  fields: readonly Field[],
  { code, expected, parse }: Omit<CellParser<Value>, 'parseNumber'>,
): RowTransformStep<Row, ParsedRow<Row, Field, Value>> {
  return parseEach(
    stepName,
    fields.map((field) => [field, { code, expected, parse }]),
  );
}

/**
 * Creates a row step that parses some fields, each by a parser, and rejects a row with an issue for
 * each invalid field.
 */
export function parseEach<Row extends TextFields<Field>, Field extends string, Value>(
  stepName: string,
  parsers: readonly (readonly [Field, CellParser<Value>])[],
): RowTransformStep<Row, ParsedRow<Row, Field, Value>> {
  const fields = parsers.map(([field]) => field);
  return rowStep(`${stepName}(${fields.join(', ')})`, (row: Row) => {
    const parsed: Partial<Record<Field, Value | null>> = {};
    const issues: { field: Field; code: string; message: string }[] = [];
    for (const [field, parser] of parsers) {
      const cell: unknown = row[field];
      const value = parseCell(cell, parser);
      if (value === null && cell !== null) {
        issues.push({ field, code: parser.code, message: `expected ${parser.expected}` });
      }
      parsed[field] = value;
    }
    const [first, ...more] = issues;
    if (first !== undefined) return rejectRow(first, ...more);
    return { ...row, ...parsed } as ParsedRow<Row, Field, Value>;
  });
}

/** Null for what has no text, as an absent field or a document of JSON. */
function parseCell<Value>(
  cell: unknown,
  { parse, parseNumber = parse }: CellParser<Value>,
): Value | null {
  if (typeof cell === 'number') return parseNumber(String(cell));
  return typeof cell === 'string' ? parse(cell) : null;
}
