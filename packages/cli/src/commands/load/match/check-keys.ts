import { WdhError } from '@wdh/pipeline-core';
import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { closestName, type TableDescription } from '@wdh/warehouse-loader';

/**
 * Checks that rows can be merged by the columns of a key.
 *
 * @throws WdhError `KEY_NOT_FOUND`, `KEY_NOT_UNIQUE` (schema), the latter with the statement that
 * makes them a key.
 */
export function checkKeys(table: TableDescription, keys: readonly string[]): void {
  const names = table.columns.map(({ name }) => name);
  const unknown = keys.find((key) => !names.includes(key));
  if (unknown !== undefined) {
    const meant = closestName(unknown, names);
    const question = meant === null ? '' : ` (did you mean ${JSON.stringify(meant)}?)`;
    throw schemaError(
      'KEY_NOT_FOUND',
      `${table.name} has no column ${JSON.stringify(unknown)}${question} to be a key. Name columns of the table with --key.`,
    );
  }
  const isKey = (columns: readonly string[]): boolean =>
    columns.length === keys.length && keys.every((key) => columns.includes(key));
  if (table.keys.some(isKey)) return;
  const existing = table.keys.map((columns) => columns.join(',')).join(' or ');
  throw schemaError(
    'KEY_NOT_UNIQUE',
    `No unique index of ${table.name} covers exactly (${keys.join(', ')}), so that rows cannot be merged by it. ${existing === '' ? 'It has no other.' : `It has --key ${existing}.`} To make it one: CREATE UNIQUE INDEX ON ${quoteTableName(table)} (${quoteIdentifiers(keys)});`,
  );
}

function schemaError(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'schema' });
}
