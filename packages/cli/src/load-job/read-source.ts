import { createHash } from 'node:crypto';
import { csvSource, jsonLinesSource, type SourceInput } from '@wdh/file-connector';
import type { JobSource, OpenOptions } from '@wdh/job';
import type { RowSource } from '@wdh/pipeline-core';
import { completeRows } from './complete-rows.js';
import { type CsvReading, type LoadParams, rowNames } from './load-params.js';

/** Returns what to read for the input of a request, such as bytes that were read before. */
export type OpenInput = (input: string) => SourceInput;

/** A source of the connector, with its counts. */
type CountedSource = ReturnType<typeof csvSource> | ReturnType<typeof jsonLinesSource>;

/** Declares how the rows of a file are read by the parameters of a load. */
export function readSource(
  params: LoadParams,
  openInput: OpenInput = (input) => input,
): JobSource<object> {
  const { read } = params;
  return {
    example: null,
    open: (input, how) => {
      const opened = openInput(input);
      return read.format === 'csv'
        ? distinguished(openCsv(opened, read, params, how), params)
        : distinguished(completeRows(openJsonLines(opened, how), params.columns), params);
    },
  };
}

/** The options of the reader that come from the run. */
function optionsOf(how: OpenOptions, source: () => CountedSource) {
  return {
    batchSize: how.batchSize,
    encoding: how.encoding,
    maxConsecutiveMalformed: how.acceptsAnyMalformed === true ? Infinity : undefined,
    onProgress: (progress: Parameters<NonNullable<OpenOptions['onProgress']>>[0]) =>
      how.onProgress?.(progress, source().statistics),
  };
}

function openCsv(
  input: SourceInput,
  { format: _, ...dialect }: CsvReading,
  { columns }: LoadParams,
  how: OpenOptions,
): RowSource<object> {
  const names = rowNames(columns);
  const renamed = columns.flatMap(({ from }, index) => {
    const name = names[index] ?? from;
    return name === from ? [] : [[from, name] as const];
  });
  const source: CountedSource = csvSource(input, {
    ...dialect,
    ...optionsOf(how, () => source),
    columns: names,
    ...(dialect.hasHeader ? { renameColumns: Object.fromEntries(renamed) } : {}),
  });
  return source;
}

function openJsonLines(input: SourceInput, how: OpenOptions): RowSource<Record<string, unknown>> {
  const source: ReturnType<typeof jsonLinesSource> = jsonLinesSource(input, {
    ...optionsOf(how, () => source),
    numbers: 'text',
  });
  return source;
}

/** Adds what the step does to the identity: other rows of the same content are another source. */
function distinguished(source: RowSource<object>, { columns }: LoadParams): RowSource<object> {
  const facts = columns
    .map(({ from, to, keepsEmpty = false }) => JSON.stringify([from, to, keepsEmpty]))
    .toSorted();
  return {
    ...source,
    identify: async (signal) => {
      const identity = await source.identify(signal);
      const hash = createHash('sha256').update(identity.optionsSha256 ?? '');
      return { ...identity, optionsSha256: hash.update(facts.join('\n')).digest('hex') };
    },
    get statistics() {
      return source.statistics;
    },
  };
}
