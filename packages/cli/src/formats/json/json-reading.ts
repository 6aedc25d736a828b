import * as v from 'valibot';
import { cellFormatsSchema } from '../tables/layout-reading.js';

/** The schema of {@link JsonReading}. */
export const jsonReadingSchema = v.strictObject({
  format: v.literal('json'),
  /** The path to the records. Default: the document itself. */
  at: v.optional(v.string('must be a path')),
  formats: v.optional(cellFormatsSchema),
});

/** The schema of {@link JsonLinesReading}. */
export const jsonLinesReadingSchema = v.strictObject({
  format: v.literal('json-lines'),
  formats: v.optional(cellFormatsSchema),
});

/** How a JSON document is read. */
export type JsonReading = v.InferOutput<typeof jsonReadingSchema>;

/** How a file of JSON Lines is read. */
export type JsonLinesReading = v.InferOutput<typeof jsonLinesReadingSchema>;
