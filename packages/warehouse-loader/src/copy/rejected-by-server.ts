import type { RejectedRow } from '@wdh/pipeline-core';
import { DatabaseError, refusalOf } from '@wdh/postgres';
import type { TargetColumn } from '../catalog/target.js';
import type { RowOrigin } from './copy-segment.js';
import { loadStepName } from './refused-row.js';

/**
 * Creates the rejected row for a record that the server refused.
 *
 * @param column - The column that caused the error; null if it is not known.
 * @param texts - The values that were sent to the server, by column.
 */
export function rejectedByServer(
  error: DatabaseError,
  column: string | null,
  columns: readonly TargetColumn[],
  { rowNumber, lineNumber, record = null }: RowOrigin,
  texts: readonly (string | null)[],
): RejectedRow {
  const field = columns.find((known) => known.column.name === column)?.property ?? column;
  const { code } = error;
  const message = refusalOf(error, column);
  const input = Object.fromEntries(
    columns.map(({ property }, index) => [property, texts[index] ?? null]),
  );
  return { rowNumber, lineNumber, stepName: loadStepName, field, code, message, input, record };
}

/** Creates the error of a load that fails because the server refused a record. */
export function failedByServer(rejected: RejectedRow, refusal: DatabaseError): DatabaseError {
  const { message, code, stepName, rowNumber, lineNumber, field } = rejected;
  return new DatabaseError(message, {
    code,
    category: 'data',
    stepName,
    rowNumber: rowNumber ?? undefined,
    lineNumber: lineNumber ?? undefined,
    field: field ?? undefined,
    details: refusal,
  });
}
