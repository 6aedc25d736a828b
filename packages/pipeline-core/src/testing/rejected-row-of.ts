import type { RejectedRow } from '../accounting/rejected-row.js';

/** Makes a rejected row, with the fields given in place of made-up ones. */
export function rejectedRowOf(fields: Partial<RejectedRow> = {}): RejectedRow {
  return {
    rowNumber: 1,
    lineNumber: 2,
    stepName: 'read',
    field: null,
    code: 'MALFORMED_RECORD',
    message: 'must have as many fields as the header',
    input: 'a;b',
    ...fields,
  };
}
