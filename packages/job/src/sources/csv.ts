import { csvSource, type CsvRowOf, type CsvSourceOptions } from '@wdh/file-connector';
import { fileSource, type OptionsOfRun } from './file-source.js';
import type { JobSource } from './job-source.js';

/** The options of {@link csv}: those of `csvSource`, and the file that is read by default. */
export interface CsvJobOptions extends Omit<CsvSourceOptions, OptionsOfRun> {
  /** The file that a run reads whose request names no input. Default: none. */
  readonly example?: string | URL | undefined;
}

/**
 * Declares that a job reads a CSV file.
 *
 * @example source: csv({ columns: ['id', 'name'], delimiter: ';' })
 */
export function csv<const Options extends CsvJobOptions = object>(
  options?: Options,
): JobSource<CsvRowOf<Options>> {
  const { example, ...reading }: CsvJobOptions = options ?? {};
  // The options decide the type of the rows, as in csvSource.
  return fileSource(csvSource, reading, example) as object as JobSource<CsvRowOf<Options>>;
}
