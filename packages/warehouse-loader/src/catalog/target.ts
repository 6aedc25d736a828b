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
  /** Names by which rows call columns `GENERATED ALWAYS AS IDENTITY` that they may not fill. */
  readonly identities: readonly string[];
  /** Whether sequences are moved behind the largest value that was loaded. */
  readonly advancesSequences: boolean;
}

/** What a load is allowed to write; see `LoadOptions`. */
export interface WritePermits {
  readonly overridingSystemValue?: boolean | undefined;
  readonly advanceSequences?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
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
    // No rollback takes a sequence back.
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
