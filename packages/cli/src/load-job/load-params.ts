import * as v from 'valibot';

const columnSchema = v.strictObject({
  /** The name in the file; in a file without a header, any name. */
  from: v.string('must be a text'),
  /** The column of the table; null: its values are not loaded. */
  to: v.nullable(v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'))),
  /** Whether an empty text is a value of the column, unlike null. Default false. */
  keepsEmpty: v.optional(v.boolean('must be true or false')),
});

const csvSchema = v.strictObject({
  format: v.literal('csv'),
  delimiter: v.string('must be a text'),
  /** Null: no character quotes cells. */
  quote: v.nullable(v.string('must be a text')),
  escape: v.optional(v.string('must be a text')),
  comment: v.optional(v.string('must be a text')),
  skipLines: v.optional(v.number('must be a whole number')),
  hasHeader: v.boolean('must be true or false'),
  /** Texts of cells without quotes that are null. */
  nullValues: v.array(v.string('must be a text'), 'must be a list of texts'),
  /** Whether quoted cells with such a text are null too. Default false. */
  nullQuoted: v.optional(v.boolean('must be true or false')),
});

const jsonLinesSchema = v.strictObject({ format: v.literal('json-lines') });

/** The schema of {@link LoadParams}. */
export const loadParamsSchema = v.strictObject({
  into: v.pipe(v.string('must be schema.table'), v.nonEmpty('must be schema.table')),
  keys: v.optional(v.array(v.string('must be a column'), 'must be a list of columns'), []),
  read: v.variant('format', [csvSchema, jsonLinesSchema], 'must say how the file is read'),
  /** Every column of the file, in its order. */
  columns: v.pipe(
    v.array(columnSchema, 'must be a list of columns'),
    v.nonEmpty('must name a column'),
  ),
});

/** The parameters of the job `load`: everything that decides which rows a file has. */
export type LoadParams = v.InferOutput<typeof loadParamsSchema>;

/** A column of the file, and the column of the table that takes its values. */
export type LoadColumn = LoadParams['columns'][number];

/** How a CSV file is read. */
export type CsvReading = v.InferOutput<typeof csvSchema>;

/** How a file is read. */
export type Reading = LoadParams['read'];

/** Returns the names in the rows: the columns of the table, and different ones for the rest. */
export function rowNames(columns: readonly LoadColumn[]): string[] {
  const taken = new Set(columns.map(({ to }) => to));
  return columns.map(({ from, to }) => {
    if (to !== null) return to;
    let name = from;
    while (taken.has(name)) name += ' (not loaded)';
    taken.add(name);
    return name;
  });
}
