import { abortable } from '../cancellation/abortable.js';
import type { RowBatch } from './row-batch.js';

/** Batches as a caller may give them: with their numbers, or as bare arrays of rows. */
export type BatchInput<Row extends object> =
  AsyncIterable<RowBatch<Row> | readonly Row[]> | Iterable<RowBatch<Row> | readonly Row[]>;

/**
 * Yields the batches of a source, numbering the rows of bare arrays from 1. Ends with the
 * signal's reason as soon as it is aborted, also while the source is silent, and closes the source
 * however the run ends.
 */
export async function* sourceBatches<Row extends object>(
  input: BatchInput<Row>,
  signal: AbortSignal,
): AsyncGenerator<RowBatch<Row>, void, undefined> {
  const iterator =
    Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
  let rowsSeen = 0;
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await abortable(Promise.resolve(iterator.next()), signal);
      if (next.done === true) {
        ended = true;
        return;
      }
      const batch = isBare(next.value) ? numbered(next.value, rowsSeen) : next.value;
      rowsSeen += batch.rows.length + batch.rejected.length;
      yield batch;
    }
  } catch (error) {
    // A source that threw has ended; one that was left waiting must still be told.
    if (!signal.aborted) ended = true;
    throw error;
  } finally {
    if (!ended) {
      const closing = Promise.resolve(iterator.return?.());
      // A source that is stuck cannot be waited for.
      if (signal.aborted) closing.catch(() => undefined);
      else await closing;
    }
  }
}

function isBare<Row extends object>(
  batch: RowBatch<Row> | readonly Row[],
): batch is readonly Row[] {
  return Array.isArray(batch);
}

function numbered<Row extends object>(rows: readonly Row[], rowsBefore: number): RowBatch<Row> {
  return {
    rows,
    rowNumbers: rows.map((_, index) => rowsBefore + index + 1),
    lineNumbers: rows.map(() => null),
    rejected: [],
  };
}
