import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowNotice } from '../accounting/row-notice.js';
import type { RowIssue, StepResult } from '../steps/step-result.js';
import type { AnyStepRun } from './step-run.js';

/** The position of a row in the source. */
export type RowOrigin = Pick<RejectedRow, 'rowNumber' | 'lineNumber'>;

/** Counts and passes on the warnings of a row. */
export function noteWarnings(
  { step, tally, events }: AnyStepRun,
  { warnings }: StepResult<object>,
  origin: RowOrigin,
): void {
  tally.warningsCount += warnings.length;
  for (const warning of warnings) events.warned(asNotice(warning, step.name, origin));
}

/** Counts and passes on the errors of a row, and combines them in one rejected row. */
export function rejectRow(
  { step, tally, events }: AnyStepRun,
  { errors }: StepResult<object>,
  input: unknown,
  origin: RowOrigin & Pick<RejectedRow, 'record'>,
): RejectedRow {
  tally.errorsCount += errors.length;
  const { record, rowNumber, lineNumber } = origin;
  const notices = errors.map((error) => asNotice(error, step.name, origin));
  const found = {
    rowNumber,
    lineNumber,
    stepName: step.name,
    field: notices[0]?.field ?? null,
    code: notices[0]?.code ?? 'REJECTED',
    message: errors.map(inWords).join('; '),
    input,
  };
  const rejected: RejectedRow = record === input ? found : { ...found, record: record ?? null };
  events.rejected(rejected, notices);
  return rejected;
}

function asNotice(
  { field, code, message }: RowIssue,
  stepName: string,
  { rowNumber, lineNumber }: RowOrigin,
): RowNotice {
  return { rowNumber, lineNumber, stepName, field: field ?? null, code, message };
}

function inWords({ field, message }: RowIssue): string {
  return field === undefined ? message : `${field}: ${message}`;
}
