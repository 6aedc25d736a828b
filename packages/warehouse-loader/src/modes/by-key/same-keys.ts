import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog } from '../../catalog/table-catalog.js';

/**
 * Returns the SQL condition that two rows have the same key, by the equality of the unique indexes.
 * The equality of a type in the search path may differ.
 */
export function haveSameKeys(
  one: string,
  other: string,
  { columns }: Pick<TableCatalog, 'columns'>,
  keys: readonly string[],
): string {
  const conditions = columns.flatMap(({ name, castName, equality }) => {
    if (!keys.includes(name)) return [];
    const [left, right] = [one, other].map((row) => `${row}.${quoteIdentifier(name)}::${castName}`);
    return [`${left} ${equality ?? 'operator(pg_catalog.=)'} ${right}`];
  });
  return conditions.join(' and ');
}
