import type { BatchBuilder } from '../../rows/batch-builder.js';
import type { PlainRowFactory } from '../../rows/plain-row-factory.js';
import type { RepeatedHeaders } from '../layout/repeated-headers.js';
import type { PlainRun } from '../records/plain/plain-run.js';

/**
 * Adds plain records to a batch straight from the text, from `index` on, until the batch is full or
 * a record may belong to a repeated header. Returns the number of rows.
 */
export function addPlainRows<Row extends object>(
  batch: BatchBuilder<Row>,
  run: PlainRun,
  index: number,
  repeated: RepeatedHeaders,
  toRow: PlainRowFactory<Row>,
): number {
  const end = repeated.nextIn(run, index, Math.min(run.count, index + batch.room));
  const { text, positions } = run;
  const first = run.offsetOf(index);
  const step = 2 * run.cellCount;
  const rowAt = (at: number): Row => toRow(text, positions, first + at * step);
  batch.weigh({ cells: 0, characters: run.lengthOf(index, end) });
  batch.addRows(end - index, run.recordNumber(index), run.lineNumber(index), rowAt);
  return end - index;
}
