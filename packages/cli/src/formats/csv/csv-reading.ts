import * as v from 'valibot';
import { layoutEntries } from '../tables/layout-reading.js';

const text = v.string('must be a text');
const flag = v.boolean('must be true or false');

/** The schema of {@link CsvReading}; its properties are options of `csvSource`. */
export const csvReadingSchema = v.strictObject({
  format: v.literal('csv'),
  delimiter: text,
  /** Null: no character quotes cells. */
  quote: v.nullable(text),
  escape: v.optional(text),
  escapes: v.optional(v.picklist(['mysql', 'postgres'], 'must be mysql or postgres')),
  comment: v.optional(text),
  newline: v.optional(v.picklist(['any', '\n', '\r\n', '\r'], 'must be any, \\n, \\r\\n or \\r')),
  recordSeparator: v.optional(text),
  trimBlanks: v.optional(flag),
  endMarker: v.optional(text),
  trimQuoted: v.optional(flag),
  trailingDelimiter: v.optional(v.literal('ignore', 'must be ignore')),
  skipLines: v.optional(v.number('must be a whole number')),
  hasHeader: flag,
  ...layoutEntries,
  /** Texts of cells without quotes that are null. */
  nullValues: v.array(text, 'must be a list of texts'),
  /** Whether quoted cells with such a text are null too. Default false. */
  nullQuoted: v.optional(flag),
});

/** How a CSV file is read. */
export type CsvReading = v.InferOutput<typeof csvReadingSchema>;
