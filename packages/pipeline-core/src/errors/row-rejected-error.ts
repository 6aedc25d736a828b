import type { RejectedRow } from '../accounting/rejected-row.js';
import { WdhError } from './wdh-error.js';

/** A row was rejected in a run that stops at the first one. */
export class RowRejectedError extends WdhError {
  // Private, so that printing the error does not print the values of the row.
  readonly #rejectedRow: RejectedRow;

  constructor(rejected: RejectedRow, domain: string) {
    super(`Step ${rejected.stepName} rejected a row (${rejected.code}): ${rejected.message}`, {
      code: 'ROW_REJECTED',
      category: 'data',
      domain,
      stepName: rejected.stepName,
      rowNumber: rejected.rowNumber ?? undefined,
      lineNumber: rejected.lineNumber ?? undefined,
      field: rejected.field ?? undefined,
    });
    this.#rejectedRow = rejected;
  }

  /** The row that ended the run, including its values. */
  get rejectedRow(): RejectedRow {
    return this.#rejectedRow;
  }
}
