import { type RowBatch, WdhError } from '@wdh/pipeline-core';
import type { RowRefusal } from '../encode/row-encoder.js';

/** The error that names the record which a load could not write. */
export function refusedRow(refusal: RowRefusal, batch: RowBatch<object>, index: number): WdhError {
  const rowNumber = batch.rowNumbers[index] ?? undefined;
  const lineNumber = batch.lineNumbers[index] ?? undefined;
  return new WdhError(`Column "${refusal.field}" was given ${refusal.message}.`, {
    code: refusal.code,
    category: 'data',
    stepName: 'load',
    rowNumber,
    lineNumber,
    field: refusal.field,
  });
}
