import * as v from 'valibot';

/** The schema of {@link JsonReading}. */
export const jsonReadingSchema = v.strictObject({
  format: v.literal('json'),
  /** The path to the records, as in `jsonSource`. Default: the document itself. */
  at: v.optional(v.string('must be a text')),
});

/** How a file of JSON documents is read. */
export type JsonReading = v.InferOutput<typeof jsonReadingSchema>;
