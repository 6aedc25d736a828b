import { quoteIdentifier } from '@wdh/postgres';
import { type KeyColumns, type RowKey, withKey } from '../../catalog/keys/row-key.js';
import type { TargetColumn } from '../../catalog/target.js';
import type { StagingTable } from '../../copy/staging-table.js';
import { isGiven } from './given-columns.js';

/**
 * Returns a subquery of staged rows with their keys, as the server computes them when it inserts the
 * row: a column that a row does not name has its default.
 */
export function keyedRows(
  key: RowKey,
  staging: StagingTable,
  columns: readonly TargetColumn[],
  names: KeyColumns,
): string {
  const proposed = columns.map((column) => {
    const { name } = column.column;
    const quoted = quoteIdentifier(name);
    const input = key.inputs.find((read) => read.name === name);
    return input === undefined || staging.given === null
      ? quoted
      : `case when ${isGiven('staged', staging, columns, column)} then ${quoted}
          else ${input.defaultSql} end as ${quoted}`;
  });
  const own = staging.given === null ? staging.numbers : [...staging.numbers, staging.given];
  const rows = `(select ${[...own, ...proposed].join(', ')} from ${staging.name} as staged) as proposed`;
  const present = columns.map(({ column }) => column.name);
  return withKey(key, names, rows, present);
}
