import type { RowBatch } from '@wdh/pipeline-core';
import type { Target, TargetColumn } from '../catalog/target.js';

/** Columns for the origin of a row, if a table has them. */
const executionColumn = '_execution_id';
const lineColumn = '_source_line';

/** How the origin is added to the rows of a run. */
export interface Lineage {
  /** The target, with the columns even if the drizzle table omits them. */
  readonly target: Target;
  /** Names of these columns in the table. */
  readonly columns: readonly string[];
  /** The same as columns of the target. */
  readonly added: readonly TargetColumn[];
  trace(batches: AsyncIterable<RowBatch<object>>): AsyncIterable<RowBatch<object>>;
}

/** Prepares the lineage of a run: its id, and the line of the source on which each record begins. */
export function lineageOf(target: Target, executionId: string): Lineage {
  const known = target.columns.filter(isLineage);
  const added = target.catalog.columns
    .filter(
      ({ name, isWritable }) => isWritable && !known.some(({ column }) => column.name === name),
    )
    .map((column): TargetColumn => ({ property: column.name, column, model: null }))
    .filter(isLineage);
  const columns = [...known, ...added];
  const propertyOf = (name: string): string | undefined =>
    columns.find(({ column }) => column.name === name)?.property;
  const [execution, line] = [propertyOf(executionColumn), propertyOf(lineColumn)];
  return {
    target: { ...target, columns: [...target.columns, ...added] },
    columns: columns.map(({ column }) => column.name),
    added: columns,
    async *trace(batches) {
      for await (const batch of batches) {
        const rows = batch.rows.map((row, index) => ({
          ...row,
          ...(execution === undefined ? {} : { [execution]: executionId }),
          ...(line === undefined ? {} : { [line]: batch.lineNumbers[index] ?? null }),
        }));
        for (const [index, row] of batch.rows.entries()) {
          batch.numberTexts?.noteCopy(row, rows[index] ?? row);
        }
        const names = [execution, line].filter((name) => name !== undefined);
        const known = batch.columns === undefined ? undefined : [...batch.columns, ...names];
        const { records = batch.rows } = batch;
        yield { ...batch, rows, records, columns: known };
      }
    },
  };
}

function isLineage({ column }: TargetColumn): boolean {
  return column.name === executionColumn || column.name === lineColumn;
}
