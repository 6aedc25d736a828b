import * as v from 'valibot';

const count = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be a whole number from 0'),
);
const text = v.string('must be a text');
const number = v.literal('number', 'must be number');

/** The formats of cells by the names of the columns in the file, such as `date:DD.MM.YYYY`. */
export const cellFormatsSchema = v.record(text, text, 'must be formats by column');

/** The options for what is around the records of a table, as JSON: see `LayoutOptions`. */
export const layoutEntries = {
  headerRows: v.optional(count),
  headerJoin: v.optional(text),
  headerFill: v.optional(v.literal('right', 'must be right')),
  duplicateHeaders: v.optional(number),
  emptyHeaders: v.optional(number),
  skipAfterHeader: v.optional(count),
  footerRows: v.optional(count),
  footer: v.optional(
    v.array(v.strictObject({ startsWith: text }, 'must be { startsWith }'), 'must be a list'),
  ),
  formats: v.optional(cellFormatsSchema),
};

/** The options for what is around the records of a table, and the formats of its cells. */
export type LayoutReading = v.InferOutput<v.StrictObjectSchema<typeof layoutEntries, undefined>>;
