import { WdhError } from '@wdh/pipeline-core';
import { quoteIdentifier, showIdentifier } from './identifier.js';

/** A table by the two parts of its name, as in the catalog. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

const part = String.raw`"(?:[^"\0]|"")+"|[^".\0]+`;
const pattern = new RegExp(`^(?:(${part})\\.)?(${part})$`);

/**
 * Reads `schema.table` or `table`, which is taken to be in schema `public`.
 *
 * A part is taken as it is written, upper case too; one that holds a dot or a quote must be in
 * double quotes, with quotes inside doubled.
 *
 * @throws WdhError `TABLE_NAME_INVALID`.
 */
export function parseTableName(text: string): TableName {
  const found = pattern.exec(text);
  const [, schema = 'public', table] = found ?? [];
  if (table === undefined) {
    throw new WdhError(
      `${JSON.stringify(text)} is no table name. Write schema.table, with double quotes around a part that holds a dot.`,
      { code: 'TABLE_NAME_INVALID', category: 'usage' },
    );
  }
  return { schema: bare(schema), table: bare(table) };
}

/** Writes a table's name for SQL. */
export function quoteTableName({ schema, table }: TableName): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/** Writes a table's name for people and the audit table, such as `public.wildlife_strikes`. */
export function showTableName({ schema, table }: TableName): string {
  return `${showIdentifier(schema)}.${showIdentifier(table)}`;
}

function bare(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
