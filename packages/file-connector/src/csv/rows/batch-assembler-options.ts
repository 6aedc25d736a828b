import type { CellFormats } from '../../parse/row-formats.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { CsvLayout } from '../layout/csv-layout.js';
import type { MalformedPolicy } from '../records/record-splitter-options.js';

/** Options of `BatchAssembler`. */
export interface BatchAssemblerOptions {
  /** Path of the file, for messages. */
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly batchSize: number;
  readonly maxConsecutiveMalformed: number;
  readonly policy: MalformedPolicy;
  readonly hasHeader: boolean;
  /** The columns that the file must have; undefined accepts any. */
  readonly columns: readonly string[] | undefined;
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  readonly snakeCase?: boolean | undefined;
  readonly nullValues?: readonly string[] | undefined;
  readonly nullQuoted?: boolean | undefined;
  readonly formats?: CellFormats | undefined;
  readonly layout: CsvLayout;
}
