import type { RejectedRow } from '../accounting/rejected-row.js';
import type { StepFailedError } from '../errors/step-failed-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import { invalidResult } from '../steps/invalid-result.js';
import type { RowTransformStep } from '../steps/row-transform-step.js';
import { isStepResult, keepRow, type StepResult } from '../steps/step-result.js';
import { abortable } from '../waiting/abortable.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { applyConcurrently, type Settled } from './apply-concurrently.js';
import { noteWarnings, rejectRow } from './note-findings.js';
import { judgeException, retryCall, type StepOutcome, type StepRun } from './step-run.js';

/**
 * Runs a row step over one batch. It ends at the first row at which the step throws or, with `stopOnError`,
 * at the first rejected row. Rows after it are not processed, except those whose call has already started.
 */
export async function runRowStep<In extends object, Out extends object>(
  run: StepRun<RowTransformStep<In, Out>>,
  batch: RowBatch<In>,
): Promise<StepOutcome<Out>> {
  const { context, tally } = run;
  const { rows, rowNumbers, lineNumbers, records = rows } = batch;
  const { stopOnError } = context.config;
  const apply = rowFunction(run);
  const kept: Out[] = [];
  /** Positions in the batch of the rows that did not pass. */
  const dropped: number[] = [];
  const rejected: RejectedRow[] = [];
  let failure: StepFailedError | null = null;
  let at = 0;
  const startedAt = performance.now();
  try {
    const ahead = await applyAhead(run, batch, apply);
    for (const row of rows) {
      const rowNumber = rowNumbers[at] ?? null;
      const lineNumber = lineNumbers[at] ?? null;
      let result: StepResult<Out>;
      try {
        const outcome = ahead === null ? apply(row, rowNumber) : take(ahead[at]);
        // Only promises are awaited, so that a synchronous step costs no promise per row.
        result = isPromiseLike(outcome) ? await abortable(outcome, context.signal) : outcome;
        if (!isStepResult(result)) throw invalidResult('a step result', result);
      } catch (cause) {
        failure = judgeException(run, cause, rowNumber, lineNumber);
        if (failure !== null) break;
        // Only a step whose output type is its input type can be optional.
        result = keepRow(row as object as Out);
      }
      at += 1;
      if (result.warnings.length > 0) noteWarnings(run, result, { rowNumber, lineNumber });
      if (result.errors.length > 0) {
        dropped.push(at - 1);
        rejected.push(
          rejectRow(run, result, row, { rowNumber, lineNumber, record: records[at - 1] }),
        );
        if (stopOnError) break;
      } else if (result.row === null) {
        dropped.push(at - 1);
        tally.rowsFiltered += 1;
      } else {
        kept.push(result.row);
      }
    }
  } finally {
    tally.durationMs += performance.now() - startedAt;
    tally.rowsIn += at;
    tally.rowsOut += kept.length;
    tally.rowsRejected += rejected.length;
  }
  return {
    batch: {
      rows: kept,
      rowNumbers: without(dropped, rowNumbers.slice(0, at)),
      lineNumbers: without(dropped, lineNumbers.slice(0, at)),
      records: without(dropped, records.slice(0, at)),
      rejected: rejected.length === 0 ? batch.rejected : [...batch.rejected, ...rejected],
    },
    failure,
  };
}

/** Leaves out the origins of the rows that did not pass. In most batches every row passes. */
function without<T>(dropped: readonly number[], origins: readonly T[]): readonly T[] {
  if (dropped.length === 0) return origins;
  const kept: T[] = [];
  let from = 0;
  for (const at of [...dropped, origins.length]) {
    for (const origin of origins.slice(from, at)) kept.push(origin);
    from = at + 1;
  }
  return kept;
}

type RowFunction<In, Out extends object> = (
  row: In,
  rowNumber: number | null,
) => StepResult<Out> | PromiseLike<StepResult<Out>>;

function rowFunction<In extends object, Out extends object>(
  run: StepRun<RowTransformStep<In, Out>>,
): RowFunction<In, Out> {
  const { step, context } = run;
  const { retry } = step;
  if (retry === undefined) return (row, rowNumber) => step.apply(row, context, rowNumber);
  return (row, rowNumber) => retryCall(run, retry, () => step.apply(row, context, rowNumber));
}

/** Returns the outcomes of the whole batch for a step with concurrency; null for any other step. */
async function applyAhead<In extends object, Out extends object>(
  { step, context, optional }: StepRun<RowTransformStep<In, Out>>,
  { rows, rowNumbers }: RowBatch<In>,
  apply: RowFunction<In, Out>,
): Promise<readonly Settled<StepResult<Out>>[] | null> {
  const { concurrency = 1 } = step;
  if (concurrency === 1) return null;
  const { signal, config } = context;
  const call = (row: In, index: number): ReturnType<typeof apply> =>
    apply(row, rowNumbers[index] ?? null);
  const outcomes = applyConcurrently(rows, concurrency, call, (outcome) => {
    if (signal.aborted) return true;
    if ('thrown' in outcome) return !optional;
    return config.stopOnError && isStepResult(outcome.value) && outcome.value.errors.length > 0;
  });
  return abortable(outcomes, signal);
}

function take<T>(outcome: Settled<T> | undefined): T {
  if (outcome === undefined) throw new RangeError('a row was passed over');
  if ('thrown' in outcome) throw outcome.thrown;
  return outcome.value;
}
