/**
 * One record of the source that was rejected, at any stage: malformed in the reader (`stepName: 'read'`),
 * failed in validation (the step's name), or refused by the database (`stepName: 'load'`).
 */
export interface RejectedRow {
  /** Record number in the source, from 1, the header not counted; null for a row that a step created. */
  readonly rowNumber: number | null;
  /** Physical line on which the record begins, from 1; null where the source has no lines. */
  readonly lineNumber: number | null;
  readonly stepName: string;
  /** The first invalid field; null where the record as a whole is invalid. */
  readonly field: string | null;
  /** Stable code of the reason in upper snake case, such as `VALIDATION_FAILED`. */
  readonly code: string;
  /** What was expected of each invalid field. Never contains the value. */
  readonly message: string;
  /** The record as it entered the step. Only this field and `record` hold values. */
  readonly input: unknown;
  /**
   * The record as the source delivered it: its fields by column, or the raw text of a malformed
   * record. Absent where `input` is that record, and null where it is not known, as for a row that a
   * step created.
   */
  readonly record?: unknown;
}
