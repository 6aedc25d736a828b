import { jsonLinesSource, type JsonLinesOptions, sharedInput } from '@wdh/file-connector';
import { checkFirstBatch } from './check-first-batch.js';
import type { JobSource, OpenOptions } from './job-source.js';
import { pathOf } from './path-of.js';

/** The options of {@link jsonLines}: those of `jsonLinesSource`, and the file read by default. */
export interface JsonLinesJobOptions extends Omit<
  JsonLinesOptions,
  'batchSize' | 'onProgress' | 'maxConsecutiveMalformed'
> {
  /** The file that a run reads whose request names no input. Default: none. */
  readonly example?: string | URL | undefined;
}

/** Declares that a job reads a file with one JSON object in each line. */
export function jsonLines(options: JsonLinesJobOptions = {}): JobSource<Record<string, unknown>> {
  const { example, ...reading } = options;
  const open = (input: string, how: OpenOptions) => {
    const source = jsonLinesSource(how.content ?? input, {
      ...reading,
      encoding: how.encoding ?? reading.encoding,
      batchSize: how.batchSize,
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
