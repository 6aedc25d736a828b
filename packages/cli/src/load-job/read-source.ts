import { createHash } from 'node:crypto';
import type { SourceInput } from '@wdh/file-connector';
import type { JobSource } from '@wdh/job';
import type { RowSource } from '@wdh/pipeline-core';
import { formatOf } from '../formats/input-formats.js';
import type { LoadParams } from './load-params.js';

/** Returns what to read for the input of a request, such as bytes that were read before. */
export type OpenInput = (input: string) => SourceInput;

/** Declares how the rows of a file are read by the parameters of a load. */
export function readSource(
  params: LoadParams,
  openInput: OpenInput = (input) => input,
): JobSource<object> {
  const { read, columns } = params;
  return {
    example: null,
    open: (input, how) => {
      const opened = openInput(input);
      return distinguished(formatOf(read).open(opened, read, columns, how), params);
    },
  };
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
