import type { RowBatch } from '@wdh/pipeline-core';
import { checkBatch, checkRowInput, checkRows } from './check-rows.js';

/** Several rows: plain, or with their origins. */
export type Rows<Row extends object> = readonly Row[] | RowBatch<Row>;

/** What can be loaded: rows in memory, or an iterable of batches. */
export type RowInput<Row extends object> =
  readonly Row[] | Iterable<Rows<Row>> | AsyncIterable<Rows<Row>>;

/**
 * Converts any input to batches with row numbers, from 1 if there are none. Rows in memory are split
 * into batches of `batchSize`.
 *
 * @throws WdhError `LOADER_OPTION_INVALID` if a batch or a row is invalid.
 */
export async function* toRowBatches(
  input: RowInput<object>,
  batchSize: number,
): AsyncGenerator<RowBatch<object>, void, undefined> {
  checkRowInput(input);
  let rowsBefore = 0;
  let batchesBefore = 0;
  for await (const rows of isRows(input) ? cut(input, batchSize) : input) {
    batchesBefore += 1;
    const isNumbered = isRowBatch(rows);
    if (!isNumbered) checkBatch(rows, batchesBefore);
    const batch = isNumbered ? rows : numbered(rows, rowsBefore);
    checkRows(batch);
    rowsBefore += batch.rows.length;
    yield batch;
  }
}

/** Whether an array contains rows and not batches, by its first element. */
function isRows(input: RowInput<object>): input is readonly object[] {
  if (!Array.isArray(input)) return false;
  const first: unknown = input[0];
  return first === undefined || !(Array.isArray(first) || isRowBatch(first));
}

function isRowBatch(rows: unknown): rows is RowBatch<object> {
  if (typeof rows !== 'object' || rows === null) return false;
  const parts = ['rows', 'rowNumbers', 'lineNumbers', 'rejected'] as const;
  return parts.every((part) => part in rows && Array.isArray((rows as RowBatch<object>)[part]));
}

function* cut(rows: readonly object[], batchSize: number): Generator<readonly object[]> {
  for (let start = 0; start < rows.length; start += batchSize) {
    yield rows.slice(start, start + batchSize);
  }
}

function numbered(rows: readonly object[], rowsBefore: number): RowBatch<object> {
  return {
    rows,
    rowNumbers: rows.map((_, index) => rowsBefore + index + 1),
    lineNumbers: rows.map(() => null),
    rejected: [],
  };
}
