import { WdhError } from '@wdh/pipeline-core';
import {
  type DedicatedConnection,
  databaseEncoding,
  parseTableName,
  showTableName,
  type TableName,
} from '@wdh/postgres';
import { type Column, getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { TextSetting } from '../values/session/text-setting.js';
import {
  type CatalogUse,
  readTableCatalog,
  type TableCatalog,
  type TableColumn,
} from './table-catalog.js';

/** Where rows go: a drizzle table, or the name of a table, `schema.table`. */
export type Into = PgTable | string;

/** A writable column, with its name in the rows. */
export interface TargetColumn {
  /** Property of the row: the name of the column, unless a drizzle table has another. */
  readonly property: string;
  readonly column: TableColumn;
  /** Its column in the drizzle table; null if the target is a table name. */
  readonly model: Column | null;
}

/** A table to load into, as described by the catalog and by the drizzle table, if there is one. */
export interface Target {
  /** For messages, such as `public.wildlife_strikes`. */
  readonly name: string;
  readonly catalog: TableCatalog;
  /** Writable columns, in the order of the table. */
  readonly columns: readonly TargetColumn[];
  /** Columns of the drizzle table that the database does not have. */
  readonly missing: readonly string[];
  /** How texts are parsed. */
  readonly reading: TextSetting;
  /** Names in the rows of columns `GENERATED ALWAYS AS IDENTITY` that they must not fill. */
  readonly identities: readonly string[];
  /** Whether sequences are advanced past the largest loaded value. */
  readonly advancesSequences: boolean;
}

/** What a load may write; see `LoadOptions`. */
export interface WritePermits {
  readonly overridingSystemValue?: boolean | undefined;
  readonly advanceSequences?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly specialValues?: 'refuse' | 'keep' | undefined;
}

/** Returns the name of the table, without a query. */
export function tableNameOf(into: Into): TableName {
  if (typeof into === 'string') return parseTableName(into);
  const { schema = 'public', name } = getTableConfig(into);
  return { schema, table: name };
}

/** Most columns of a table. @see https://www.postgresql.org/docs/current/limits.html */
export const mostColumns = 1_600;

/**
 * Refuses a drizzle table that no database can have, without a query.
 *
 * @throws WdhError `TOO_MANY_COLUMNS`.
 */
export function checkWidth(into: Into): void {
  const width = typeof into === 'string' ? 0 : Object.keys(getTableColumns(into)).length;
  if (width <= mostColumns) return;
  throw new WdhError(
    `The drizzle table ${showTableName(tableNameOf(into))} has ${width} columns; PostgreSQL allows at most ${mostColumns}. Split them into several tables.`,
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
  use: CatalogUse = { matchesKeys: false, deletesRows: false },
  permits: WritePermits = {},
): Promise<Target> {
  const { overridingSystemValue = false, advanceSequences = false, dryRun = false } = permits;
  const tableName = tableNameOf(into);
  const catalog = await readTableCatalog(connection, tableName, use);
  const known = catalog.columns.flatMap((column) => columnsOf(column, into));
  const isTaken = ({ column }: TargetColumn): boolean =>
    column.isWritable || (overridingSystemValue && column.identity === 'a');
  return {
    name: showTableName(tableName),
    catalog,
    columns: known.filter(isTaken),
    missing: missingFrom(catalog, into),
    reading: readingOf(catalog, permits),
    identities: known
      .filter((column) => column.column.identity === 'a' && !isTaken(column))
      .map(({ property }) => property),
    // A rollback does not reset sequences.
    advancesSequences: advanceSequences && !dryRun,
  };
}

function columnsOf(column: TableColumn, into: Into): readonly TargetColumn[] {
  if (typeof into === 'string') return [{ property: column.name, column, model: null }];
  return Object.entries(getTableColumns(into))
    .filter(([, model]) => model.name === column.name)
    .map(([property, model]) => ({ property, column, model }));
}

function missingFrom(catalog: TableCatalog, into: Into): readonly string[] {
  if (typeof into === 'string') return [];
  return Object.values(getTableColumns(into))
    .map((model) => model.name)
    .filter((column) => !catalog.columns.some((found) => found.name === column));
}

function readingOf(catalog: TableCatalog, { specialValues = 'refuse' }: WritePermits): TextSetting {
  const { timeZone, isTimeZoneStated: isStated, readsMoneyPoint } = catalog;
  return {
    zone: { timeZone, isStated },
    readsMoneyPoint,
    encoding: databaseEncoding(catalog.encoding),
    takesSpecial: specialValues === 'keep',
    areJsonValues: false,
    numberTexts: null,
  };
}
