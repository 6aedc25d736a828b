import { type RowSource, WdhError } from '@wdh/pipeline-core';
import { FileContent } from '../file/file-content.js';
import { rfc4180 } from './records/csv-dialect.js';
import { readBatches } from './read-batches.js';

/** How {@link csvSource} reads a file. */
export interface CsvSourceOptions<Column extends string = string> {
  /**
   * The columns that the file must have, in any order. A missing or further column is an error
   * before the first row. Default: whatever the header names.
   */
  readonly columns?: readonly Column[] | undefined;
  /** Rows and malformed records in a batch, about. Default 1000. */
  readonly batchSize?: number | undefined;
  /**
   * Bytes of UTF-8 that a record may take, default 1 MiB. Bounds the memory that a quote which is
   * never closed can cost; raise it where longer records are genuine.
   */
  readonly maxRecordBytes?: number | undefined;
}

/**
 * Reads a CSV file (RFC 4180, UTF-8) as batches of rows, with the record number and the physical
 * line of each. Memory stays bounded whatever the size of the file; nothing is read before it is
 * asked for.
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
export function csvSource<const Column extends string>(
  path: string,
  options: CsvSourceOptions<Column> & { readonly columns: readonly Column[] },
): RowSource<Record<Column, string>>;
export function csvSource(
  path: string,
  options?: CsvSourceOptions,
): RowSource<Record<string, string>>;
export function csvSource(
  path: string,
  options: CsvSourceOptions = {},
): RowSource<Record<string, string>> {
  const { columns, batchSize = 1000, maxRecordBytes = 1024 * 1024 } = options;
  requireCount('batchSize', batchSize);
  requireCount('maxRecordBytes', maxRecordBytes);
  if (columns !== undefined && new Set(columns).size < Math.max(1, columns.length)) {
    throw invalidOption('columns must name at least one column, and none twice');
  }
  const content = new FileContent(path);
  const settings = { path, columns, batchSize, maxRecordBytes, dialect: rfc4180 };
  return {
    identify: (signal) => content.identify(signal),
    read: (signal) => readBatches(content.read(signal), settings),
  };
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw invalidOption(`${name} must be a whole number above 0`);
  }
}

function invalidOption(problem: string): WdhError {
  return new WdhError(`csvSource cannot start: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
