import { csvSource, type CsvRowOf, type CsvSourceOptions, sharedInput } from '@wdh/file-connector';
import { checkFirstBatch } from './check-first-batch.js';
import type { JobSource, OpenOptions } from './job-source.js';
import { pathOf } from './path-of.js';

/** The options of {@link csv}: those of `csvSource`, and the file that is read by default. */
export interface CsvJobOptions extends Omit<
  CsvSourceOptions,
  'batchSize' | 'onProgress' | 'maxConsecutiveMalformed'
> {
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
  const open = (input: string, how: OpenOptions) => {
    const source = csvSource(how.content ?? input, {
      ...reading,
      encoding: how.encoding ?? reading.encoding,
      batchSize: how.batchSize,
      // Without a limit on rejected rows, consecutive ones are not limited either.
      maxConsecutiveMalformed: how.acceptsAnyMalformed === true ? Infinity : undefined,
      onProgress: (progress) => how.onProgress?.(progress, source.statistics),
    });
    return source;
  };
  return {
    example: example === undefined ? null : pathOf(example),
    // The options decide the type of the rows, as in csvSource.
    open: open as object as JobSource<CsvRowOf<Options>>['open'],
    share: (input) => sharedInput(input, reading),
    check: (input, how) => checkFirstBatch(input, how, open),
  };
}
