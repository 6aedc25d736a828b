import * as v from 'valibot';

/** The schema of {@link JsonLinesReading}. */
export const jsonLinesReadingSchema = v.strictObject({ format: v.literal('json-lines') });

/** How a file of JSON Lines is read. */
export type JsonLinesReading = v.InferOutput<typeof jsonLinesReadingSchema>;
