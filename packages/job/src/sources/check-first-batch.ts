import { isPath } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';
import type { CheckOptions, OpenOptions } from './job-source.js';

/**
 * Reads the first batch of an input: one that cannot be opened, or a wrong header, throws. The
 * standard input and addresses are checked only where they are shared: to check one is to read it,
 * and some can be read only once.
 */
export async function checkFirstBatch(
  input: string,
  { signal, ...how }: CheckOptions,
  open: (input: string, how: OpenOptions) => RowSource<object>,
): Promise<void> {
  if (how.content === undefined && !isPath(input)) return;
  const source = open(input, how);
  const ending = new AbortController();
  const either = AbortSignal.any(signal === undefined ? [ending.signal] : [ending.signal, signal]);
  const batches = source.read(either)[Symbol.asyncIterator]();
  try {
    await batches.next();
  } finally {
    await batches.return?.();
    ending.abort();
    await source.close?.();
  }
}
