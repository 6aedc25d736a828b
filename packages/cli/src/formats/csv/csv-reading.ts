import * as v from 'valibot';

/** The schema of {@link CsvReading}. */
export const csvReadingSchema = v.strictObject({
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

/** How a CSV file is read. */
export type CsvReading = v.InferOutput<typeof csvReadingSchema>;
