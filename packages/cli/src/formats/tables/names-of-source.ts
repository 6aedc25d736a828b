import type { RowSource } from '@wdh/pipeline-core';

/** Returns the columns that the first batch of a source has, and ends its reading. */
export async function namesOfSource(
  source: RowSource<object>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const ending = new AbortController();
  const either = AbortSignal.any(signal === undefined ? [ending.signal] : [signal, ending.signal]);
  const batches = source.read(either)[Symbol.asyncIterator]();
  try {
    const first = await batches.next();
    return first.done === true ? [] : (first.value.columns ?? []);
  } finally {
    await batches.return?.();
    ending.abort();
  }
}
