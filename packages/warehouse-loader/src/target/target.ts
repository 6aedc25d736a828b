import { WdhError } from '@wdh/pipeline-core';
import { type Column, getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { databaseEncoding } from '../encode/text/database-encoding.js';
import type { TextSetting } from '../encode/text/text-setting.js';
import { readTableCatalog, type TableCatalog, type TableColumn } from './table-catalog.js';
import { parseTableName, showTableName, type TableName } from './table-name.js';

/** Where rows go: a drizzle table, or the name of a table, `schema.table`. */
export type Into = PgTable | string;

/** A column that rows may be written to, under the name by which rows call it. */
export interface TargetColumn {
  /** Property of the row. The name of the column, unless a drizzle table calls it otherwise. */
  readonly property: string;
  readonly column: TableColumn;
  /** What the drizzle table says of it; null for a table given by name. */
  readonly model: Column | null;
}

/** A table to load into, as the live catalog and, where given, the drizzle table describe it. */
export interface Target {
  /** For people, such as `public.wildlife_strikes`. */
  readonly name: string;
  readonly catalog: TableCatalog;
  /** Columns that rows may name and that are writable, in the order of the table. */
  readonly columns: readonly TargetColumn[];
  /** Columns of the drizzle table that the database does not have. */
  readonly missing: readonly string[];
  /** How the texts of values are read. */
  readonly reading: TextSetting;
}

/** What a load is allowed to write; see `LoadOptions`. */
export interface WritePermits {
  readonly specialValues?: 'refuse' | 'keep' | undefined;
}

/** Tells which table is meant, without asking the database. */
export function tableNameOf(into: Into): TableName {
  if (typeof into === 'string') return parseTableName(into);
  const { schema = 'public', name } = getTableConfig(into);
  return { schema, table: name };
}

/** Most columns of a table. @see https://www.postgresql.org/docs/current/limits.html */
export const mostColumns = 1_600;

/**
 * Refuses a drizzle table that no database can have, without asking one.
 *
 * @throws WdhError `TOO_MANY_COLUMNS`.
 */
export function checkWidth(into: Into): void {
  const width = typeof into === 'string' ? 0 : Object.keys(getTableColumns(into)).length;
  if (width <= mostColumns) return;
  throw new WdhError(
    `The drizzle table ${showTableName(tableNameOf(into))} has ${width} columns; PostgreSQL allows at most ${mostColumns}. Spread them over several tables.`,
    { code: 'TOO_MANY_COLUMNS', category: 'schema' },
  );
}

/**
 * Looks a target up in the catalog.
 *
 * @throws WdhError `TABLE_NOT_FOUND` or `TABLE_NAME_INVALID`.
 */
export async function findTarget(
  connection: DedicatedConnection,
  into: Into,
  { specialValues = 'refuse' }: WritePermits = {},
): Promise<Target> {
  const tableName = tableNameOf(into);
  const catalog = await readTableCatalog(connection, tableName);
  const writable = catalog.columns.filter(({ isWritable }) => isWritable);
  const { timeZone, isTimeZoneStated: isStated, readsMoneyPoint } = catalog;
  const takesSpecial = specialValues === 'keep';
  const zone = { timeZone, isStated };
  const encoding = databaseEncoding(catalog.encoding);
  const reading = { zone, readsMoneyPoint, encoding, takesSpecial, areJsonValues: false };
  const name = showTableName(tableName);
  if (typeof into === 'string') {
    const columns = writable.map((column) => ({ property: column.name, column, model: null }));
    return { name, catalog, columns, missing: [], reading };
  }
  const models = Object.entries(getTableColumns(into));
  return {
    name,
    catalog,
    columns: writable.flatMap((column) =>
      models
        .filter(([, model]) => model.name === column.name)
        .map(([property, model]) => ({ property, column, model })),
    ),
    missing: models
      .map(([, model]) => model.name)
      .filter((column) => !catalog.columns.some((found) => found.name === column)),
    reading,
  };
}
