import { LedgerImbalanceError } from '../errors/ledger-imbalance-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { DataFrameStep } from '../steps/data-frame-step.js';
import { invalidResult } from '../steps/invalid-result.js';
import { abortable } from '../waiting/abortable.js';
import { originsOf } from './origins-of.js';
import { judgeException, retryCall, type StepOutcome, type StepRun } from './step-run.js';

/**
 * Runs a data frame step over the rows of one batch. For a step of scope `dataset`, the batch holds all rows.
 * Fewer output rows than input rows count as filtered, more as added.
 *
 * @throws LedgerImbalanceError `LEDGER_IMBALANCE` when the step changes the number of rows other than it
 * declared.
 */
export async function runDataFrameStep<In extends object, Out extends object>(
  run: StepRun<DataFrameStep<In, Out>>,
  batch: RowBatch<In>,
): Promise<StepOutcome<Out>> {
  const { context, tally } = run;
  const startedAt = performance.now();
  let rows: readonly Out[];
  try {
    rows = await abortable(execute(run, batch.rows), context.signal);
  } catch (cause) {
    const failure = judgeException(run, cause, null, null);
    if (failure !== null) return { batch: { ...noRows, rejected: batch.rejected }, failure };
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
  return { batch: { rows, ...originsOf(rows, batch), rejected: batch.rejected }, failure: null };
}

const noRows = { rows: [], rowNumbers: [], lineNumbers: [] };

async function execute<In extends object, Out extends object>(
  run: StepRun<DataFrameStep<In, Out>>,
  input: readonly In[],
): Promise<readonly Out[]> {
  const { step, context } = run;
  const call = (): readonly Out[] | PromiseLike<readonly Out[]> => step.execute(input, context);
  const rows = await (step.retry === undefined ? call() : retryCall(run, step.retry, call));
  if (!isRows(rows)) throw invalidResult('an array of rows', rows);
  return rows;
}

/** The compiler checks this, but untyped code may return anything. */
function isRows(rows: unknown): rows is readonly object[] {
  return (
    Array.isArray(rows) && rows.every((row: unknown) => typeof row === 'object' && row !== null)
  );
}

function checkDeclaration(
  { step, context, tally, events }: StepRun<DataFrameStep<never, object>>,
  added: number,
): void {
  const { rowCountChange = 'any' } = step;
  const mayAdd = rowCountChange === 'any' || rowCountChange === 'more';
  const mayDrop = rowCountChange === 'any' || rowCountChange === 'fewer';
  if ((added <= 0 || mayAdd) && (added >= 0 || mayDrop)) return;
  const subject = `step ${step.name}, which declares rowCountChange ${rowCountChange},`;
  const error = new LedgerImbalanceError(context.pipelineName, subject, tally.ledger());
  events.stepFailed(step.name, error);
  throw error;
}
