/**
 * One record of the source that did not become a row of the target, from whichever stage: a
 * malformed record of the reader (`stepName: 'read'`), a failed validation (the step's name), or a
 * refusal by the database (`stepName: 'load'`).
 */
export interface RejectedRow {
  /** Record number in the source, from 1, the header not counted; null for a row made by a step. */
  readonly rowNumber: number | null;
  /** Physical line on which the record begins, from 1; null where the source has no lines. */
  readonly lineNumber: number | null;
  readonly stepName: string;
  /** The first field at fault; null where the record as a whole is. */
  readonly field: string | null;
  /** Stable name of the reason in upper snake case, such as `VALIDATION_FAILED`. */
  readonly code: string;
  /** What was expected, of every field at fault. Never the value. */
  readonly message: string;
  /** The record as it entered the step: the only place where values are kept. */
  readonly input: unknown;
}
