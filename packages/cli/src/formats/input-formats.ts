import { detectFormat, type FileFormat, type SourceInput } from '@wdh/file-connector';
import * as v from 'valibot';
import type { ReadingOptions } from '../reading/reading-options.js';
import { csvFormat } from './csv/csv-format.js';
import { csvReadingSchema } from './csv/csv-reading.js';
import type { InputFormat } from './input-format.js';
import { jsonLinesFormat } from './json-lines/json-lines-format.js';
import { jsonLinesReadingSchema } from './json-lines/json-lines-reading.js';
import { jsonFormat } from './json/json-format.js';
import { jsonReadingSchema } from './json/json-reading.js';

/** The schema of {@link Reading}. */
export const readingSchema = v.variant(
  'format',
  [csvReadingSchema, jsonReadingSchema, jsonLinesReadingSchema],
  'must say how the file is read',
);

/** How a file of any format is read. */
export type Reading = v.InferOutput<typeof readingSchema>;

const formats: Readonly<Record<Reading['format'], InputFormat<Reading>>> = {
  csv: csvFormat,
  json: jsonFormat,
  'json-lines': jsonLinesFormat,
};

/** Returns the format of that name. */
export const formatNamed = (name: Reading['format']): InputFormat<Reading> => formats[name];

/** Returns the format of a reading. */
export const formatOf = ({ format }: Pick<Reading, 'format'>): InputFormat<Reading> =>
  formats[format];

/** Finds the format of a file by its content, unless the options name it. */
export async function findFormat(
  input: SourceInput,
  { format }: ReadingOptions,
): Promise<InputFormat<Reading>> {
  const found: FileFormat = format ?? (await detectFormat(input));
  // The reader of CSV refuses a workbook with advice.
  return formatNamed(found === 'excel' ? 'csv' : found);
}
