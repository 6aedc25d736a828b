import { type RowBatch, WdhError } from '@wdh/pipeline-core';
import { kindOf } from '../values/refusal/value-refusal.js';

/** @throws WdhError `LOADER_OPTION_INVALID` if the input is neither rows nor batches. */
export function checkRowInput(input: unknown): void {
  const isIterable =
    typeof input === 'object' &&
    input !== null &&
    (Symbol.iterator in input || Symbol.asyncIterator in input);
  if (!isIterable) {
    throw invalid(`The rows are ${kindOf(input)}, not an array of rows or an iterable of batches.`);
  }
}

/** @throws WdhError `LOADER_OPTION_INVALID` if a batch, counted from 1, is invalid. */
export function checkBatch(batch: unknown, number: number): void {
  if (Array.isArray(batch)) return;
  throw invalid(
    `Batch ${number} of the rows is ${kindOf(batch)}, not an array of rows: ` +
      'a source of single rows must deliver them in arrays.',
  );
}

/** @throws WdhError `LOADER_OPTION_INVALID` if a row is not an object. */
export function checkRows({ rows, rowNumbers }: RowBatch<object>): void {
  const given: readonly unknown[] = rows;
  for (const [index, row] of given.entries()) {
    if (typeof row === 'object' && row !== null) continue;
    const rowNumber = rowNumbers[index] ?? undefined;
    const place = rowNumber === undefined ? 'A row' : `Row ${rowNumber}`;
    throw invalid(
      `${place} is ${kindOf(row)}, not a plain object with a property for each column.`,
      {
        rowNumber,
      },
    );
  }
}

function invalid(summary: string, context: { readonly rowNumber?: number | undefined } = {}) {
  return new WdhError(summary, { ...context, code: 'LOADER_OPTION_INVALID', category: 'usage' });
}
