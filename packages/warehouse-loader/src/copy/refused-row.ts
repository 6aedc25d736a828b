import { type RejectedRow, type RowBatch, WdhError } from '@wdh/pipeline-core';
import type { RowRefusal } from '../values/refusal/row-refusal.js';

/** Name of the step, in errors and rejected rows of the load. */
export const loadStepName = 'load';

/** Creates the error that names the record which a load could not write. */
export function refusedRow(refusal: RowRefusal, batch: RowBatch<object>, index: number): WdhError {
  return new WdhError(messageOf(refusal), {
    code: refusal.code,
    category: refusal.isOfLoad ? 'schema' : 'data',
    stepName: loadStepName,
    rowNumber: batch.rowNumbers[index] ?? undefined,
    lineNumber: batch.lineNumbers[index] ?? undefined,
    field: refusal.field,
  });
}

/** Creates the rejected row for a record which a load could not write. */
export function rejectedAsRefused(
  refusal: RowRefusal,
  batch: RowBatch<object>,
  index: number,
): RejectedRow {
  return {
    rowNumber: batch.rowNumbers[index] ?? null,
    lineNumber: batch.lineNumbers[index] ?? null,
    stepName: loadStepName,
    field: refusal.field,
    code: refusal.code,
    message: messageOf(refusal),
    input: batch.rows[index],
    record: recordOf(batch, index),
  };
}

/** The record of a row, as the source delivered it; null for a row that a step created. */
export function recordOf({ rows, records = rows }: RowBatch<object>, index: number): object | null {
  return records[index] ?? null;
}

function messageOf({ field, message }: RowRefusal): string {
  return `Column "${field}" received ${message}.`;
}
