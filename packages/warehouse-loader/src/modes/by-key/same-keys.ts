import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog } from '../../catalog/table-catalog.js';

/**
 * A condition for SQL that two rows have the same key, by the equality of the unique indexes: that
 * which the search path has for a type may be another one.
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
