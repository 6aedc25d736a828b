import { detectFormat, type FileFormat, type SourceInput } from '@wdh/file-connector';
import * as v from 'valibot';
import type { ReadingOptions } from '../reading/reading-options.js';
import { csvFormat } from './csv/csv-format.js';
import { csvReadingSchema } from './csv/csv-reading.js';
import { excelFormat } from './excel/excel-format.js';
import { excelReadingSchema } from './excel/excel-reading.js';
import { expectOptions } from './expect-options.js';
import type { InputFormat } from './input-format.js';
import { jsonFormat } from './json/json-format.js';
import { jsonLinesFormat } from './json/json-lines-format.js';
import { jsonLinesReadingSchema, jsonReadingSchema } from './json/json-reading.js';
import { cellFormats } from './tables/cell-formats.js';

/** The schema of {@link Reading}. */
export const readingSchema = v.variant(
  'format',
  [csvReadingSchema, excelReadingSchema, jsonReadingSchema, jsonLinesReadingSchema],
  'must say how the file is read',
);

/** How a file of any format is read. */
export type Reading = v.InferOutput<typeof readingSchema>;

const formats: Readonly<Record<Reading['format'], InputFormat<Reading>>> = {
  csv: csvFormat,
  excel: excelFormat,
  json: jsonFormat,
  'json-lines': jsonLinesFormat,
};

/** Returns the format of that name. */
export const formatNamed = (name: Reading['format']): InputFormat<Reading> => formats[name];

/** Returns the format of a reading. */
export const formatOf = ({ format }: Pick<Reading, 'format'>): InputFormat<Reading> =>
  formats[format];

/**
 * Finds the format of a file by its content, unless the options name it.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for a format of cells that cannot be read, `USAGE` for an
 * option of another format; the file errors of the readers
 */
export async function findFormat(
  input: SourceInput,
  options: ReadingOptions,
): Promise<InputFormat<Reading>> {
  // What is wrong with a format does not depend on the file.
  cellFormats(options.parse);
  const found: FileFormat = options.format ?? (await detectFormat(input));
  // A document in one line may be the first of lines; a path says that it is a document.
  const isDocument = found === 'json-lines' && options.format === undefined;
  const format = formatNamed(isDocument && options.at !== undefined ? 'json' : found);
  expectOptions(format, Object.values(formats), options);
  return format;
}
