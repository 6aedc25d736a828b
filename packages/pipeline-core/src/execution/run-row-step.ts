import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { RowTransformStep } from '../steps/row-transform-step.js';
import type { RowIssue, StepResult } from '../steps/step-result.js';
import { stepFailure, type StepRun } from './step-run.js';

/**
 * Runs a row step over one batch. Where the run stops on errors, it ends with the first row
 * rejected: the rows behind it are not touched.
 */
export async function runRowStep<In extends object, Out extends object>(
  run: StepRun<RowTransformStep<In, Out>>,
  batch: RowBatch<In>,
): Promise<RowBatch<Out>> {
  const { step, context, tally } = run;
  const { rows, rowNumbers, lineNumbers } = batch;
  const { stopOnError } = context.config;
  const kept: Out[] = [];
  const keptRowNumbers: (number | null)[] = [];
  const keptLineNumbers: (number | null)[] = [];
  const rejected: RejectedRow[] = [];
  const startedAt = performance.now();
  let at = 0;
  try {
    for (const row of rows) {
      const outcome = step.apply(row, context);
      // Awaiting only what is a promise keeps steps that are synchronous free of one per row.
      const result = outcome instanceof Promise ? await outcome : outcome;
      const rowNumber = rowNumbers[at] ?? null;
      const lineNumber = lineNumbers[at] ?? null;
      at += 1;
      if (result.warnings.length > 0) {
        noteWarnings(run, result.warnings, rowNumber, lineNumber);
      }
      if (result.errors.length > 0) {
        rejected.push(reject(run, result, row, rowNumber, lineNumber));
        if (stopOnError) break;
      } else if (result.row === null) {
        tally.rowsFiltered += 1;
      } else {
        kept.push(result.row);
        keptRowNumbers.push(rowNumber);
        keptLineNumbers.push(lineNumber);
      }
    }
  } catch (cause) {
    throw stepFailure(run, cause, rowNumbers[at], lineNumbers[at]);
  } finally {
    tally.durationMs += performance.now() - startedAt;
    tally.rowsIn += at;
  }
  tally.rowsOut += kept.length;
  tally.rowsRejected += rejected.length;
  return {
    rows: kept,
    rowNumbers: keptRowNumbers,
    lineNumbers: keptLineNumbers,
    rejected: rejected.length === 0 ? batch.rejected : [...batch.rejected, ...rejected],
  };
}

function noteWarnings(
  { step, tally, notices }: StepRun<{ readonly name: string }>,
  warnings: readonly RowIssue[],
  rowNumber: number | null,
  lineNumber: number | null,
): void {
  tally.warningsCount += warnings.length;
  for (const { field = null, code, message } of warnings) {
    notices.warning({ rowNumber, lineNumber, stepName: step.name, field, code, message });
  }
}

function reject(
  { step, tally, notices }: StepRun<{ readonly name: string }>,
  { errors }: StepResult<object>,
  input: unknown,
  rowNumber: number | null,
  lineNumber: number | null,
): RejectedRow {
  const stepName = step.name;
  tally.errorsCount += errors.length;
  for (const { field = null, code, message } of errors) {
    notices.error({ rowNumber, lineNumber, stepName, field, code, message });
  }
  const first = errors[0];
  return {
    rowNumber,
    lineNumber,
    stepName,
    field: first?.field ?? null,
    code: first?.code ?? 'REJECTED',
    message: errors.map(inWords).join('; '),
    input,
  };
}

function inWords({ field, message }: RowIssue): string {
  return field === undefined ? message : `${field}: ${message}`;
}
