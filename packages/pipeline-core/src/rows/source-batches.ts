import { WdhError } from '../errors/wdh-error.js';
import { abortable } from '../waiting/abortable.js';
import { eventLoopTurn } from '../waiting/event-loop-turn.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { onAbort } from '../waiting/on-abort.js';
import type { RowBatch } from './row-batch.js';

/** Batches that a caller may pass: with their numbers, or as plain arrays of rows. */
export type BatchInput<Row extends object> =
  AsyncIterable<RowBatch<Row> | readonly Row[]> | Iterable<RowBatch<Row> | readonly Row[]>;

/** A source that never waits would block timers and signals for longer than this. */
const longestTurnMs = 20;

/**
 * Yields the batches of a source and numbers the rows of plain arrays from 1. Ends with the
 * signal's reason as soon as it is aborted, also while the source waits. Closes the source however
 * the run ends: on abort at once, even if no further batch is requested.
 *
 * @throws WdhError `BATCH_INVALID` when a batch does not have one number of each kind for every
 * row.
 */
export async function* sourceBatches<Row extends object>(
  input: BatchInput<Row>,
  signal: AbortSignal,
): AsyncGenerator<RowBatch<Row>, void, undefined> {
  signal.throwIfAborted();
  const iterator =
    Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
  let isOpen = true;
  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await iterator.return?.();
  }
  // A source that hangs cannot be awaited, and an exception on closing changes nothing.
  const forget = onAbort(signal, () => void close().catch(() => undefined));
  let rowsSeen = 0;
  let turnedAt = performance.now();
  try {
    for (;;) {
      if (performance.now() - turnedAt > longestTurnMs) {
        await eventLoopTurn();
        turnedAt = performance.now();
      }
      const next = await nextOf(iterator, signal).catch((error: unknown) => {
        // A source that threw has ended; one that the signal ended has already been closed.
        isOpen = false;
        throw error;
      });
      if (next.done === true) {
        isOpen = false;
        return;
      }
      const batch = isBare(next.value) ? numbered(next.value, rowsSeen) : checked(next.value);
      rowsSeen += batch.rows.length + batch.rejected.length;
      yield batch;
    }
  } finally {
    forget();
    await close();
  }
}

async function nextOf<T>(
  iterator: AsyncIterator<T> | Iterator<T>,
  signal: AbortSignal,
): Promise<IteratorResult<T>> {
  signal.throwIfAborted();
  const next = iterator.next();
  return isPromiseLike(next) ? abortable(next, signal) : next;
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

function checked<Row extends object>(batch: RowBatch<Row>): RowBatch<Row> {
  const { rows, rowNumbers, lineNumbers } = batch;
  if (rowNumbers.length === rows.length && lineNumbers.length === rows.length) return batch;
  throw new WdhError(
    `The source gave a batch of ${rows.length} rows with ${rowNumbers.length} row numbers and ` +
      `${lineNumbers.length} line numbers; it must give one of each for every row.`,
    { code: 'BATCH_INVALID', category: 'internal' },
  );
}
