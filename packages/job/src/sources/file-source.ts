import {
  type Encoding,
  type ReadProgress,
  type ReadStatistics,
  sharedInput,
  type SourceInput,
} from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import { checkFirstBatch } from './check-first-batch.js';
import type { JobSource, OpenOptions } from './job-source.js';
import { pathOf } from './path-of.js';

/** The options of a reader that the run decides, and not the declaration. */
export type OptionsOfRun = 'onProgress' | 'maxConsecutiveMalformed';

/** What a run adds to the options of a reader. */
interface ReaderOptions {
  readonly encoding?: Encoding | undefined;
  readonly batchSize?: number | undefined;
  readonly maxConsecutiveMalformed?: number | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/** A reader of file-connector. */
type Reader<Row extends object, Options> = (
  input: SourceInput,
  options: Options & ReaderOptions,
) => RowSource<Row> & { readonly statistics: ReadStatistics };

/** Declares that a job reads files with a reader of file-connector. */
export function fileSource<
  Row extends object,
  Options extends Parameters<typeof sharedInput>[1] & Pick<ReaderOptions, 'encoding' | 'batchSize'>,
>(read: Reader<Row, Options>, reading: Options, example: string | URL | undefined): JobSource<Row> {
  const open = (input: string, how: OpenOptions) => {
    const source = read(how.content ?? input, {
      ...reading,
      encoding: how.encoding ?? reading.encoding,
      batchSize: how.batchSize ?? reading.batchSize,
      // Without a limit on rejected rows, consecutive ones are not limited either.
      maxConsecutiveMalformed: how.acceptsAnyMalformed === true ? Infinity : undefined,
      onProgress: (progress) => how.onProgress?.(progress, source.statistics),
    });
    return source;
  };
  return {
    example: example === undefined ? null : pathOf(example),
    open,
    share: (input) => sharedInput(input, reading),
    check: (input, how) => checkFirstBatch(input, how, open),
  };
}
