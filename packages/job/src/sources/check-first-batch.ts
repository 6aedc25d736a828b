import type { RowSource } from '@wdh/pipeline-core';
import type { OpenOptions } from './job-source.js';

/** The standard input and addresses: to check one is to read it, and some can be read only once. */
const readOnce = /^-$|^[a-z][a-z\d+.-]+:\/\//i;

/**
 * Reads the first batch of an input: one that cannot be opened, or a wrong header, throws. Inputs
 * other than local files are not checked.
 */
export async function checkFirstBatch(
  input: string,
  how: OpenOptions,
  open: (input: string, how: OpenOptions) => RowSource<object>,
): Promise<void> {
  if (readOnce.test(input)) return;
  const source = open(input, how);
  const ending = new AbortController();
  const batches = source.read(ending.signal)[Symbol.asyncIterator]();
  try {
    await batches.next();
  } finally {
    await batches.return?.();
    ending.abort();
    await source.close?.();
  }
}
