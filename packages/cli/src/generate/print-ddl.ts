import { quoteIdentifier } from '@wdh/postgres';
import { reservedWords } from './reserved-words.js';
import type { DesignedColumn, TableDesign } from './table-design.js';

/** A table to create: a {@link TableDesign}, perhaps with any types. */
export interface PrintedTable extends Pick<TableDesign, 'table' | 'primaryKey'> {
  readonly columns: readonly (Pick<DesignedColumn, 'name' | 'isRequired'> & {
    readonly type: string;
  })[];
}

/**
 * Prints the statement that creates a table, with a newline at its end.
 *
 * @example
 * CREATE TABLE public.strikes (
 *   id integer NOT NULL,
 *   flight_date date,
 *   PRIMARY KEY (id)
 * );
 */
export function printDdl({ table, columns, primaryKey }: PrintedTable): string {
  const lines = columns.map(
    ({ name, type, isRequired }) => `${sqlName(name)} ${type}${isRequired ? ' NOT NULL' : ''}`,
  );
  if (primaryKey.length > 0) lines.push(`PRIMARY KEY (${primaryKey.map(sqlName).join(', ')})`);
  return `CREATE TABLE ${targetOf(table)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);\n`;
}

/** Prints the statement that drops a table, with a newline at its end. */
export const printDrop = ({ table }: TableDesign): string => `DROP TABLE ${targetOf(table)};\n`;

const targetOf = ({ schema, table }: TableDesign['table']): string =>
  `${sqlName(schema)}.${sqlName(table)}`;

/** Quotes a name where SQL needs it: in other characters than `a-z`, and if the word is reserved. */
function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name) ? name : quoteIdentifier(name);
}
