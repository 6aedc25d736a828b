import { type PipelineStep, rowStep } from '@wdh/pipeline-core';
import { type LoadColumn, rowNames } from '../load-column.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Creates the step that makes rows of cells fit the table: it removes the columns that are not
 * loaded, and makes an empty text null where the column has no empty text. Null if it has nothing
 * to do.
 */
export function fitCells(columns: readonly LoadColumn[]): PipelineStep<object, object> | null {
  const names = rowNames(columns);
  const named = columns.map((column, index) => ({ ...column, name: names[index] ?? '' }));
  const omitted = new Set(named.filter(({ to }) => to === null).map((column) => column.name));
  const withoutEmpty = named
    .filter(({ to, keepsEmpty }) => to !== null && keepsEmpty !== true)
    .map((column) => column.name);
  if (omitted.size === 0 && withoutEmpty.length === 0) return null;
  return rowStep('fit_to_table', (row: object) => {
    const values = row as Row;
    const empties = withoutEmpty.filter((column) => values[column] === '');
    if (omitted.size === 0 && empties.length === 0) return row;
    const entries = Object.entries(values).filter(([column]) => !omitted.has(column));
    const fitted: Record<string, unknown> = Object.fromEntries(entries);
    for (const column of empties) fitted[column] = null;
    return fitted;
  });
}
