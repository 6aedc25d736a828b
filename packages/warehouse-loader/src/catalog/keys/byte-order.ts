import type { TableColumn } from '../table-catalog.js';

/**
 * Whether the texts of a column are compared by their bytes: two are equal only if they are identical,
 * and the server stores each as it is.
 */
export function isComparedByBytes(column: TableColumn): boolean {
  const { baseType, castName, modifier, equality, isDeterministic } = column;
  const isText = baseType === 'text' || (baseType === 'varchar' && modifier < 0);
  // Types of a user may have these names, too.
  return isText && castName.startsWith('pg_catalog.') && equality === null && isDeterministic;
}

/**
 * Returns the collation by which a merge sorts keys, for SQL; empty for that of the column.
 *
 * Any order serves if all merges have the same. That of bytes is the fastest, and is known without
 * the server, so that rows that are in this order need not be sorted.
 */
export function keyCollation(column: TableColumn): string {
  return isComparedByBytes(column) ? ' collate pg_catalog."C"' : '';
}
