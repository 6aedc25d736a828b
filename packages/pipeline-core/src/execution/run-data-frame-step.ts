import type { RowBatch } from '../rows/row-batch.js';
import type { DataFrameStep } from '../steps/data-frame-step.js';
import { stepFailure, type StepRun } from './step-run.js';

/**
 * Runs a data frame step over the rows of one batch, which is the whole dataset for a step of that
 * scope. Fewer rows out than in are counted as filtered, more as added.
 */
export async function runDataFrameStep<In extends object, Out extends object>(
  run: StepRun<DataFrameStep<In, Out>>,
  batch: RowBatch<In>,
): Promise<RowBatch<Out>> {
  const { step, context, tally } = run;
  const startedAt = performance.now();
  let rows: readonly Out[];
  try {
    rows = await step.execute(batch.rows, context);
    if (!Array.isArray(rows)) throw new TypeError('execute must return an array of rows');
  } catch (cause) {
    throw stepFailure(run, cause);
  } finally {
    tally.durationMs += performance.now() - startedAt;
  }
  const difference = rows.length - batch.rows.length;
  tally.rowsIn += batch.rows.length;
  tally.rowsOut += rows.length;
  if (difference > 0) tally.rowsAdded += difference;
  else tally.rowsFiltered -= difference;
  return { rows, ...originsOf(rows, batch), rejected: batch.rejected };
}

/** Finds the record and line numbers of the rows that are objects of the batch. */
function originsOf(
  rows: readonly object[],
  batch: RowBatch<object>,
): Pick<RowBatch<object>, 'rowNumbers' | 'lineNumbers'> {
  const indexOf = new Map<object, number>();
  batch.rows.forEach((row, index) => indexOf.set(row, index));
  const origin = (numbers: readonly (number | null)[], row: object): number | null => {
    const index = indexOf.get(row);
    return index === undefined ? null : (numbers[index] ?? null);
  };
  return {
    rowNumbers: rows.map((row) => origin(batch.rowNumbers, row)),
    lineNumbers: rows.map((row) => origin(batch.lineNumbers, row)),
  };
}
