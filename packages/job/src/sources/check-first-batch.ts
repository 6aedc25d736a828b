import type { RowSource } from '@wdh/pipeline-core';

/** Reads the first batch of a source: an input that cannot be opened, or a wrong header, throws. */
export async function checkFirstBatch(source: RowSource<object>): Promise<void> {
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
