import type { RejectedRow } from '../accounting/rejected-row.js';
import type { StepFailedError } from '../errors/step-failed-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import { invalidResult } from '../steps/invalid-result.js';
import type { RowTransformStep } from '../steps/row-transform-step.js';
import { isPlainPass, isStepResult, keepRow, type StepResult } from '../steps/step-result.js';
import { abortable } from '../waiting/abortable.js';
import { isPromiseLike } from '../waiting/is-promise-like.js';
import { applyConcurrently, type Settled } from './apply-concurrently.js';
import { noteWarnings, rejectRow, type RowOrigin } from './note-findings.js';
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
  const progress = { at: 0 };
  const startedAt = performance.now();
  try {
    const ahead = await applyAhead(run, batch, apply);
    while (progress.at < rows.length) {
      let result: StepResult<Out>;
      try {
        const outcome =
          ahead === null ? passOn(batch, progress, apply, kept) : take(ahead[progress.at]);
        if (progress.at >= rows.length) break;
        // Only promises are awaited, so that a synchronous step costs no promise per row.
        const settled = isPromiseLike(outcome) ? await abortable(outcome, context.signal) : outcome;
        if (!isStepResult(settled)) throw invalidResult('a step result', settled);
        result = settled;
      } catch (cause) {
        const { rowNumber, lineNumber } = originAt(batch, progress.at);
        failure = judgeException(run, cause, rowNumber, lineNumber);
        if (failure !== null) break;
        // Only a step whose output type is its input type can be optional.
        result = keepRow(rows[progress.at] as object as Out);
      }
      const { at } = progress;
      progress.at += 1;
      if (result.warnings.length > 0) noteWarnings(run, result, originAt(batch, at));
      if (result.errors.length > 0) {
        dropped.push(at);
        const origin = { ...originAt(batch, at), record: records[at] };
        rejected.push(rejectRow(run, result, rows[at], origin));
        if (stopOnError) break;
      } else if (result.row === null) {
        dropped.push(at);
        tally.rowsFiltered += 1;
      } else {
        kept.push(result.row);
      }
    }
  } finally {
    tally.durationMs += performance.now() - startedAt;
    tally.rowsIn += progress.at;
    tally.rowsOut += kept.length;
    tally.rowsRejected += rejected.length;
  }
  const { at } = progress;
  return {
    batch: {
      rows: kept,
      rowNumbers: without(dropped, rowNumbers, at),
      lineNumbers: without(dropped, lineNumbers, at),
      records: without(dropped, records, at),
      rejected: rejected.length === 0 ? batch.rejected : [...batch.rejected, ...rejected],
    },
    failure,
  };
}

/**
 * Applies the step from the present row on, and keeps rows that simply pass. Returns the outcome of the first
 * other row. A function of its own, without promises, as nearly every row ends here.
 */
function passOn<In extends object, Out extends object>(
  { rows, rowNumbers }: RowBatch<In>,
  progress: { at: number },
  apply: RowFunction<In, Out>,
  kept: Out[],
): StepResult<Out> | PromiseLike<StepResult<Out>> | undefined {
  let { at } = progress;
  try {
    for (; at < rows.length; at += 1) {
      // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style -- at is within the rows
      const outcome = apply(rows[at] as In, rowNumbers[at] ?? null);
      if (!isPlainPass(outcome)) return outcome;
      kept.push(outcome.row);
    }
    return undefined;
  } finally {
    progress.at = at;
  }
}

function originAt({ rowNumbers, lineNumbers }: RowBatch<object>, at: number): RowOrigin {
  return { rowNumber: rowNumbers[at] ?? null, lineNumber: lineNumbers[at] ?? null };
}

/** Leaves out the origins of the rows that did not pass. In most batches every row passes. */
function without<T>(dropped: readonly number[], origins: readonly T[], end: number): readonly T[] {
  if (dropped.length === 0) return end === origins.length ? origins : origins.slice(0, end);
  const kept: T[] = [];
  let from = 0;
  for (const at of [...dropped, end]) {
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
