import type { RowBatch } from '@wdh/pipeline-core';

/** Returns the rows of a batch from an index on, with their origins. */
export function rowsFrom(batch: RowBatch<object>, index: number): RowBatch<object> {
  if (index === 0) return batch;
  const { rows, rowNumbers, lineNumbers, records } = batch;
  return {
    ...batch,
    rows: rows.slice(index),
    rowNumbers: rowNumbers.slice(index),
    lineNumbers: lineNumbers.slice(index),
    records: records?.slice(index),
  };
}
