import type { RowSource } from '@wdh/pipeline-core';
import { FileContent, type OnBytes } from '../file/file-content.js';
import { completeOptions, type CsvSourceOptions } from './csv-source-options.js';
import { readBatches } from './read-batches.js';
import { type ReadStatistics, ReadTally } from './read-tally.js';

/** What `csvSource` is typed by where it is given no options. */
export interface NoOptions {
  readonly nullValues?: undefined;
}

/** The rows that a source with the given options makes. */
export type CsvRowOf<Options> = Record<
  Options extends { readonly columns: readonly (infer Column extends string)[] } ? Column : string,
  'nullValues' extends keyof Options
    ? Options extends { readonly nullValues?: undefined }
      ? string
      : string | null
    : string
>;

/** Rows of a CSV file, with the count of what was read. */
export interface CsvSource<Row extends object> extends RowSource<Row> {
  /** What the latest `read` has counted so far; final once its last batch has been taken. */
  readonly statistics: ReadStatistics;
}

/**
 * Reads a CSV file as batches of rows, with the record number and the physical line of each.
 * Memory stays bounded whatever the size of the file; nothing is read before it is asked for.
 *
 * A record that cannot be read comes out in its batch's `rejected`, and its neighbours load: see
 * {@link MalformedCode}. Rows are plain objects with one string a column; an empty cell is `''`.
 *
 * `identify` reads the whole file for its SHA-256; a `read` after it throws at its end when the
 * content is not the one identified.
 *
 * @throws WdhError `INVALID_OPTION` (usage) at once; `FILE_NOT_FOUND`, `NOT_A_FILE`,
 *   `FILE_NOT_READABLE`, `SOURCE_CHANGED`, `INVALID_ENCODING` (file) and `CSV_NO_HEADER`,
 *   `CSV_HEADER_INVALID` (data) on reading
 * @example
 * const source = csvSource('strikes.csv', { columns: ['Airport Name', 'Flight Date'] });
 * for await (const { rows, lineNumbers, rejected } of source.read()) {
 *   rows[0]?.['Flight Date']; // string | undefined
 * }
 */
export function csvSource<const Options extends CsvSourceOptions = NoOptions>(
  path: string,
  options?: Options,
): CsvSource<CsvRowOf<Options>>;
export function csvSource(
  path: string,
  options: CsvSourceOptions = {},
): CsvSource<Record<string, string | null>> {
  const settings = { path, ...completeOptions(options) };
  const content = new FileContent(path);
  let tally = new ReadTally();
  return {
    identify: (signal) => content.identify(() => undefined, signal),
    read: (signal) => {
      const counts = new ReadTally();
      tally = counts;
      const onBytes: OnBytes = (bytesRead) => {
        counts.bytesRead = bytesRead;
      };
      return readBatches(content.read(onBytes, signal), settings, counts);
    },
    get statistics() {
      return tally.snapshot();
    },
  };
}
