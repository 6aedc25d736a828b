import * as v from 'valibot';

/** The schema of {@link LoadColumn}. */
export const loadColumnSchema = v.strictObject({
  /** The name in the file; in a file without a header, any name. */
  from: v.string('must be a text'),
  /** The column of the table; null: its values are not loaded. */
  to: v.nullable(v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'))),
  /** Whether an empty text is a value of the column, unlike null. Default false. */
  keepsEmpty: v.optional(v.boolean('must be true or false')),
});

/** A column of the file, and the column of the table that takes its values. */
export type LoadColumn = v.InferOutput<typeof loadColumnSchema>;

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
