import type { RowSource } from '@wdh/pipeline-core';
import type { SourceInput } from '../input/content.js';
import { textInput } from '../resolve/text-input.js';
import type { CsvRow } from '../rows/row-factory.js';
import type { RowOf } from '../rows/row-of.js';
import { type ReadStatistics, ReadTally } from '../tally/read-tally.js';
import { completeOptions, csvOptionsHash, type CsvSourceOptions } from './csv-source-options.js';
import { type csvDialects, type CsvDialectName, withPreset } from './dialect/presets.js';
import { readBatches } from './read-batches.js';

/** The row type of a source with the given options. */
export type CsvRowOf<Options> = RowOf<Options, DialectOf<Options>>;

type DialectOf<Options> = Options extends { readonly dialect: infer Dialect }
  ? Dialect extends CsvDialectName
    ? (typeof csvDialects)[Dialect]
    : Dialect
  : unknown;

/** Rows of a CSV file, with line counts. */
export interface CsvSource<Row extends object> extends RowSource<Row> {
  /** Counts of the latest `read` so far; final once its last batch has been consumed. */
  readonly statistics: ReadStatistics;
}

/**
 * Reads a CSV file as batches of rows, with the record number and the physical line of each. Memory
 * stays bounded for a file of any size; nothing is read before the first batch is requested.
 *
 * A malformed record is returned in its batch's `rejected` and does not affect its neighbours: see
 * {@link MalformedCode}. Rows are plain objects with one string per column; an empty cell is `''`.
 *
 * `identify` reads the whole file for the SHA-256 of its stored bytes. A later `read` throws at its
 * end if the content differs. After `identifyLater`, a file of 8 MiB or more that was not written to for a
 * minute is read only once: `read` throws at its end if the file changed meanwhile. Instead of a path, the input can be `-`, an `https://` address, a
 * member of a ZIP archive (`a.zip#b.csv`), each copied once until `close`, or a stream of bytes, which
 * can be read once and has no SHA-256.
 *
 * @throws WdhError `INVALID_OPTION`, `URL_REFUSED` (usage) at once; `FILE_NOT_FOUND`, `NOT_A_FILE`,
 * `FILE_NOT_READABLE`, `SOURCE_CHANGED`, `INVALID_ENCODING`, `COMPRESSION_DAMAGED`,
 * `COMPRESSION_MISMATCH`, `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE`, `ARCHIVE_MEMBER_UNCLEAR`,
 * `DOWNLOAD_FAILED`, `FILE_NOT_WRITABLE`, `CHECKSUM_MISMATCH`, `CHECKSUM_MISSING`,
 * `CHECKSUM_INVALID` (file), `STREAM_ALREADY_READ`, `STREAM_NOT_BYTES`
 * (usage) and `CSV_NO_HEADER`, `CSV_HEADER_INVALID`, `TOO_MANY_MALFORMED` (data) on reading
 * @example
 * const source = csvSource('strikes.csv', { columns: ['Airport Name', 'Flight Date'] });
 * for await (const { rows, lineNumbers, rejected } of source.read()) {
 *   rows[0]?.['Flight Date']; // string | undefined
 * }
 */
export function csvSource(input: SourceInput): CsvSource<Record<string, string>>;
export function csvSource<const Options extends CsvSourceOptions>(
  input: SourceInput,
  options: Options,
): CsvSource<CsvRowOf<Options>>;
export function csvSource(input: SourceInput, given: CsvSourceOptions = {}): CsvSource<CsvRow> {
  const options = withPreset(given);
  const settings = completeOptions(options);
  const text = textInput(input, options);
  const optionsSha256 = csvOptionsHash(options);
  let tally = new ReadTally();
  return {
    identify: async (signal) => ({ ...(await text.identify(signal)), optionsSha256 }),
    identifyLater: async (signal) => {
      const identity = await text.identifyLater(signal);
      return identity && { ...identity, optionsSha256 };
    },
    read: (signal) => {
      const counts = new ReadTally();
      tally = counts;
      const pieces = text.read((bytesRead) => {
        counts.bytesRead = bytesRead;
      }, signal);
      const known = { path: text.name, givenDelimiter: options.delimiter };
      return readBatches(pieces, { ...known, ...settings }, counts);
    },
    get statistics() {
      return tally.snapshot();
    },
    close: () => text.close(),
  };
}
