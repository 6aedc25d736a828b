import { abortable } from '../cancellation/abortable.js';
import { LedgerImbalanceError } from '../errors/ledger-imbalance-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { DataFrameStep } from '../steps/data-frame-step.js';
import { judgeException, retryCall, type StepRun } from './step-run.js';

/**
 * Runs a data frame step over the rows of one batch, which is the whole dataset for a step of that
 * scope. Fewer rows out than in are counted as filtered, more as added.
 */
export async function runDataFrameStep<In extends object, Out extends object>(
  run: StepRun<DataFrameStep<In, Out>>,
  batch: RowBatch<In>,
): Promise<RowBatch<Out>> {
  const { tally } = run;
  const startedAt = performance.now();
  let rows: readonly Out[];
  try {
    rows = await abortable(execute(run, batch.rows), run.context.signal);
  } catch (cause) {
    const error = judgeException(run, cause, null, null);
    if (error !== null) throw error;
    // Only a step whose output type is its input type can be optional.
    rows = batch.rows as readonly object[] as readonly Out[];
  } finally {
    tally.durationMs += performance.now() - startedAt;
  }
  const added = rows.length - batch.rows.length;
  tally.rowsIn += batch.rows.length;
  tally.rowsOut += rows.length;
  tally.rowsAdded += Math.max(added, 0);
  tally.rowsFiltered += Math.max(-added, 0);
  checkDeclaration(run, added);
  return { rows, ...originsOf(rows, batch), rejected: batch.rejected };
}

async function execute<In extends object, Out extends object>(
  run: StepRun<DataFrameStep<In, Out>>,
  input: readonly In[],
): Promise<readonly Out[]> {
  const { step, context } = run;
  const call = (): readonly Out[] | Promise<readonly Out[]> => step.execute(input, context);
  const rows = await (step.retry === undefined ? call() : retryCall(run, step.retry, call));
  if (!Array.isArray(rows)) throw new TypeError('execute must return an array of rows');
  return rows;
}

function checkDeclaration(
  { step, context, tally }: StepRun<DataFrameStep<never, object>>,
  added: number,
): void {
  const { rowCountChange = 'any' } = step;
  const mayAdd = rowCountChange === 'any' || rowCountChange === 'more';
  const mayDrop = rowCountChange === 'any' || rowCountChange === 'fewer';
  if ((added > 0 && !mayAdd) || (added < 0 && !mayDrop)) {
    const subject = `step ${step.name}, which declares rowCountChange ${rowCountChange},`;
    throw new LedgerImbalanceError(context.pipelineName, subject, tally.ledger());
  }
}

/** Finds the record and line numbers of the rows that are objects of the batch. */
function originsOf(
  rows: readonly object[],
  batch: RowBatch<object>,
): Pick<RowBatch<object>, 'rowNumbers' | 'lineNumbers'> {
  if (rows === batch.rows) return batch;
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
