import { inBatches } from './in-batches.js';
import type { RowBatch } from './row-batch.js';
import { sourceBatches } from './source-batches.js';

/** What tells one input from another. */
export interface SourceIdentity {
  /** Path or name, for people and the audit table. */
  readonly name: string;
  /** Size in bytes; null where it is not known. */
  readonly sizeBytes: number | null;
  /** SHA-256 of the content in hexadecimal; null where the source has no content of its own. */
  readonly sha256: string | null;
  /**
   * SHA-256 of the options by which the content is read, such as its delimiter, so that the same
   * content read otherwise counts as another source. Undefined where a source does not state them.
   */
  readonly optionsSha256?: string | undefined;
}

/**
 * What each physical line of a source was. `lines` is the sum of the others; a line of no record is
 * counted here and nowhere else.
 */
export interface SourceStatistics {
  /** Physical lines. */
  readonly lines: number;
  /** Lines before the header, or the first record, that were left out. */
  readonly skippedLines: number;
  readonly headerLines: number;
  /** Lines of records, sound and malformed ones. */
  readonly recordLines: number;
  /** Empty lines that are no record. In a file of one column an empty line is an empty cell. */
  readonly blankLines: number;
  readonly commentLines: number;
}

/**
 * Where rows come from. Implemented by `@wdh/file-connector`; anything else that can name itself
 * and yield batches fits as well.
 *
 * `read` may be called again after it has ended, where the source can be read twice; each call
 * reads from the beginning. A source whose content no longer matches what `identify` told must
 * throw rather than yield a mixture.
 */
export interface RowSource<Raw extends object> {
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  read(signal?: AbortSignal): AsyncIterable<RowBatch<Raw>>;
  /** What the latest `read` has counted so far, where the source has lines. */
  readonly statistics?: SourceStatistics | undefined;
}

/**
 * Makes a source of rows that are in memory or made on the way, for {@link Pipeline.bind}.
 *
 * @param name - Names the source in the audit table.
 * @param open - Called for each reading: gives the rows from the first one on.
 * @example
 * const source = rowSource('two_flights', () => [{ flight: 'WD 1' }, { flight: 'WD 2' }]);
 */
export function rowSource<Row extends object>(
  name: string,
  open: () => AsyncIterable<Row> | Iterable<Row>,
): RowSource<Row> {
  return {
    identify: () => Promise.resolve({ name, sizeBytes: null, sha256: null }),
    read: (signal = new AbortController().signal) => sourceBatches(inBatches(open()), signal),
  };
}
