import { inBatches } from './in-batches.js';
import type { RowBatch } from './row-batch.js';
import { sourceBatches } from './source-batches.js';

/** The identity of an input. */
export interface SourceIdentity {
  /** Path or name, for display and for the audit tables. */
  readonly name: string;
  /** Size in bytes; null where unknown. */
  readonly sizeBytes: number | null;
  /** SHA-256 of the content in hexadecimal; null where the source has no content to hash. */
  readonly sha256: string | null;
  /**
   * SHA-256 of the options by which the content is read, such as its delimiter. The same content
   * read with other options counts as another source. Undefined where a source does not report it.
   */
  readonly optionsSha256?: string | undefined;
}

/**
 * Counts the physical lines of a source by kind. `lines` is the sum of the others. Lines that
 * belong to no record are counted only here.
 */
export interface SourceStatistics {
  /** Physical lines. */
  readonly lines: number;
  /** Lines skipped before the header, before the first record, or directly after the header. */
  readonly skippedLines: number;
  readonly headerLines: number;
  /** Lines of records, well-formed and malformed. */
  readonly recordLines: number;
  /** Empty lines that are not records. In a file of one column an empty line is an empty cell. */
  readonly blankLines: number;
  readonly commentLines: number;
  /** Lines of a footer, such as totals. Default: the source distinguishes none. */
  readonly footerLines?: number | undefined;
}

/**
 * The origin of rows. Implemented by `@wdh/file-connector`; any object that can identify itself and
 * yield batches can implement it.
 *
 * `read` may be called again after it has ended, if the source can be read twice; each call reads
 * from the beginning. A source whose content no longer matches the result of `identify` must throw,
 * so that it never yields a mixture of two contents.
 */
export interface RowSource<Raw extends object> {
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /**
   * Returns the identity without SHA-256, for a loader that claims the content once it is read: after a
   * `read` to the end, the next `identify` returns the identity of what was read, without reading it
   * again. Null where the content is to be identified before it is read.
   */
  identifyLater?(signal?: AbortSignal): Promise<SourceIdentity | null>;
  read(signal?: AbortSignal): AsyncIterable<RowBatch<Raw>>;
  /** Line counts of the latest `read` so far, where the source has lines. */
  readonly statistics?: SourceStatistics | undefined;
  /**
   * Releases what the source holds, such as a temporary file, and ends an `identify` that is still
   * running. A loader calls it at the end of each run. A later `identify` or `read` opens anew.
   */
  close?(): Promise<void>;
}

/**
 * Creates a source of rows that are in memory or generated, for {@link Pipeline.bind}.
 *
 * @param name - Names the source in the audit tables.
 * @param open - Called for each reading; returns the rows from the first one on.
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
