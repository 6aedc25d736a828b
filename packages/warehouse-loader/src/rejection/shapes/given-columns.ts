import type { TargetColumn } from '../../catalog/target.js';
import type { StagingTable } from '../../copy/staging-table.js';

/**
 * Returns the SQL condition that a staged row names a column.
 *
 * @param row - Alias of the row.
 * @param columns - The columns of the load, in the order in which the encoder writes them.
 */
export function isGiven(
  row: string,
  { given, firstColumns }: StagingTable,
  columns: readonly TargetColumn[],
  column: TargetColumn,
): string {
  if (given === null) return 'true';
  const index = columns.indexOf(column);
  const mark = `${row}.${given}`;
  const isMarked = `pg_catalog.substr(${mark}, ${index + 1}, 1) operator(pg_catalog.=) '1'`;
  return index < firstColumns
    ? `(${mark} is null or ${isMarked})`
    : `(${mark} is not null and ${isMarked})`;
}

/**
 * Returns the SQL text that shows which of the columns with a default a row has a value for: `1` or
 * `0` for each.
 */
export function patternOf(
  columns: readonly TargetColumn[],
  hasValue: (column: TargetColumn) => string,
): string {
  const digits = columns.map((column) => `case when ${hasValue(column)} then '1' else '0' end`);
  return digits.join(' operator(pg_catalog.||) ');
}
