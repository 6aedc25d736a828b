import { WdhError } from '@wdh/pipeline-core';
import { quoteIdentifier, showIdentifier } from './identifier.js';

/** The two parts of a table's name, as they are stored in the catalog. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

const part = String.raw`"(?:[^"\0]|"")+"|[^".\0]+`;
const pattern = new RegExp(`^(?:(${part})\\.)?(${part})$`);

/**
 * Parses `schema.table`, or `table` in schema `public`.
 *
 * Upper case is kept. A part that contains a dot or a quote must be in double quotes, with inner
 * quotes doubled.
 *
 * @throws WdhError `TABLE_NAME_INVALID`.
 */
export function parseTableName(text: string): TableName {
  const found = pattern.exec(text);
  const [, schema = 'public', table] = found ?? [];
  if (table === undefined) {
    throw new WdhError(
      `${JSON.stringify(text)} is not a table name. Write schema.table, with double quotes around a part that contains a dot.`,
      { code: 'TABLE_NAME_INVALID', category: 'usage' },
    );
  }
  return { schema: bare(schema), table: bare(table) };
}

/** Quotes a table's name for SQL. */
export function quoteTableName({ schema, table }: TableName): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/** Formats a table's name for messages and the audit tables, such as `public.wildlife_strikes`. */
export function showTableName({ schema, table }: TableName): string {
  return `${showIdentifier(schema)}.${showIdentifier(table)}`;
}

function bare(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
