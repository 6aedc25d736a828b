import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowIssue, StepResult } from '../steps/step-result.js';
import type { StepRun } from './step-run.js';

type AnyStepRun = StepRun<{ readonly name: string }>;

/** Counts and passes on the warnings of a row. */
export function noteWarnings(
  { step, tally, notices }: AnyStepRun,
  { warnings }: StepResult<object>,
  rowNumber: number | null,
  lineNumber: number | null,
): void {
  tally.warningsCount += warnings.length;
  for (const { field = null, code, message } of warnings) {
    notices.warning({ rowNumber, lineNumber, stepName: step.name, field, code, message });
  }
}

/** Counts and passes on the errors of a row, and makes one rejected row of them. */
export function rejectRow(
  { step, tally, notices }: AnyStepRun,
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
