import type { RejectedRow } from '../accounting/rejected-row.js';

/** Creates a rejected row with default fields, overridden by those given. */
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
