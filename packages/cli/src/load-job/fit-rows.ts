import { type PipelineStep, rowStep } from '@wdh/pipeline-core';
import { type LoadParams, rowNames } from './load-params.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Creates the step that makes the rows of a CSV file fit the table: it removes the columns that are
 * not loaded, and makes an empty text null where the column has no empty text. Null if it has
 * nothing to do.
 */
export function fitRows(params: LoadParams): PipelineStep<object, object> | null {
  if (params.read.format !== 'csv') return null;
  const names = rowNames(params.columns);
  const named = params.columns.map((column, index) => ({ ...column, name: names[index] ?? '' }));
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
