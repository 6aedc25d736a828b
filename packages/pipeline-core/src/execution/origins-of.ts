import type { RowBatch } from '../rows/row-batch.js';

type RowOrigins = Pick<RowBatch<object>, 'rowNumbers' | 'lineNumbers' | 'records'>;

/**
 * Finds the numbers and the source records of rows in the batch that they came from. The same object keeps
 * its own, a new object has none.
 */
export function originsOf(rows: readonly object[], batch: RowBatch<object>): RowOrigins {
  if (rows === batch.rows) return batch;
  const indexes = indexesInOrder(rows, batch.rows) ?? indexesInAnyOrder(rows, batch.rows);
  const pick = <Origin>(origins: readonly (Origin | null)[]): (Origin | null)[] =>
    indexes.map((index) => origins[index] ?? null);
  return {
    rowNumbers: pick(batch.rowNumbers),
    lineNumbers: pick(batch.lineNumbers),
    records: pick(batch.records ?? batch.rows),
  };
}

const isNew = -1;

/** Handles rows that are a subsequence of the input, as filters return them; returns null otherwise. */
function indexesInOrder(rows: readonly object[], given: readonly object[]): number[] | null {
  const indexes: number[] = [];
  let at = 0;
  for (const row of rows) {
    while (at < given.length && given[at] !== row) at += 1;
    if (at === given.length) return null;
    indexes.push(at);
    at += 1;
  }
  return indexes;
}

function indexesInAnyOrder(rows: readonly object[], given: readonly object[]): number[] {
  const indexOf = new Map<object, number>();
  given.forEach((row, index) => indexOf.set(row, index));
  return rows.map((row) => indexOf.get(row) ?? isNew);
}
