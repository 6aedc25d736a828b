import { quoteIdentifier } from '@wdh/postgres';
import { reservedWords } from './reserved-words.js';
import type { TableDesign } from './table-design.js';

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
export function printDdl({ table, columns, primaryKey }: TableDesign): string {
  const lines = columns.map(
    ({ name, type, isRequired }) => `${sqlName(name)} ${type}${isRequired ? ' NOT NULL' : ''}`,
  );
  if (primaryKey !== null) lines.push(`PRIMARY KEY (${sqlName(primaryKey)})`);
  const target = `${sqlName(table.schema)}.${sqlName(table.table)}`;
  return `CREATE TABLE ${target} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);\n`;
}

/** Quotes a name where SQL needs it: in other characters than `a-z`, and if the word is reserved. */
function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name) ? name : quoteIdentifier(name);
}
