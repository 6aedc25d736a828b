import type { Layout } from '../../layout/layout-options.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { PlainReading } from './plain/plain-reader.js';

/** Whether a malformed record with only one possible meaning is repaired, or rejected too. */
export type MalformedPolicy = 'strict' | 'lenient';

/** Options of a {@link RecordSplitter}. */
export interface RecordSplitterOptions {
  readonly dialect: CsvDialect;
  /** A record with more bytes of UTF-8 is malformed. */
  readonly maxRecordBytes: number;
  readonly policy: MalformedPolicy;
  readonly hasHeader: boolean;
  /** The columns of a file without a header. */
  readonly columns?: readonly string[] | undefined;
  /** Number of physical lines to skip before the header, or the first record. */
  readonly skipLines: number;
  /** The rows of the header, and the physical lines to skip after it. Default: one row. */
  readonly layout?: Pick<Layout, 'headerRows' | 'skipAfterHeader'> | undefined;
  /** How plain records are read. Default `judged`; the others are for tests. */
  readonly plainReading?: PlainReading | undefined;
}
