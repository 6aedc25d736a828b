import { quoteIdentifier } from '@wdh/postgres';
import type { TableCatalog } from './table-catalog.js';

/** Returns a name that no column of the table has, quoted for SQL. */
export function freeName(wanted: string, table: Pick<TableCatalog, 'columns'>): string {
  return table.columns.some(({ name }) => name === wanted)
    ? freeName(`${wanted}_`, table)
    : quoteIdentifier(wanted);
}
