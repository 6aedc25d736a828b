import type { FileProfile } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { parseTableName, quoteIdentifier, showTableName, type TableName } from '@wdh/postgres';
import { formatOf } from '../../../formats/input-formats.js';
import { type PrintedTable, printDdl } from '../../../generate/print-ddl.js';
import { designTable, type TableDesign } from '../../../generate/table-design.js';
import type { FileLoad } from '../file-load.js';
import type { LoadOptions } from '../load-options.js';

/** A table that stores every row of a file. */
export interface NewTable {
  readonly table: TableName;
  readonly design: PrintedTable;
  readonly profile: FileProfile;
  readonly keys: readonly string[];
  /** The statements that create it, as they are shown. */
  readonly ddl: string;
}

/**
 * Reads the whole file, and designs the table for it: the narrowest types that lose nothing, NOT
 * NULL where every row has a value, and a primary key.
 *
 * @throws WdhError `NO_ROWS_FOR_TYPES` (data), `KEY_NOT_FOUND`, `KEY_NOT_UNIQUE` (schema); those of the readers
 */
export async function designNewTable(load: FileLoad): Promise<NewTable> {
  const { options, name } = load;
  const table = parseTableName(options.into);
  const whole = await profileOf(load);
  const omitted = new Set(options.omit);
  const columns = whole.columns.filter((column) => !omitted.has(column.name));
  const profile = { ...whole, columns };
  const designed = withOptions(designTable(profile, table), options);
  const isTyped = options.columns?.every(({ type }) => type !== null) === true;
  if (profile.rows === 0 && !(isTyped && options.columns.length === columns.length)) {
    throw new WdhError(
      `${name} has no rows from which the types of its columns could be found. Give them with --columns name:type,…, or create the table yourself.`,
      { code: 'NO_ROWS_FOR_TYPES', category: 'data' },
    );
  }
  const keys = keysOf(designed, options);
  expectKey(name, profile, keys, designed, options);
  const design = { ...designed, primaryKey: keys };
  return { table, design, profile, keys, ddl: ddlOf(design) };
}

function profileOf({ context, content, inspected, options }: FileLoad): Promise<FileProfile> {
  const patience = options.errorThreshold === 1 ? Infinity : undefined;
  const how = { signal: context.signal, maxConsecutiveMalformed: patience };
  return formatOf(inspected.reading).profile(content, inspected, how);
}

/** Applies the names and types that the options give. */
function withOptions(
  design: TableDesign,
  { rename = {}, columns = [] }: LoadOptions,
): PrintedTable {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const named = design.columns.map((column) => {
    const { source } = column;
    const name = Object.hasOwn(rename, source) ? (rename[source] ?? column.name) : column.name;
    const type = types.get(source) ?? types.get(name) ?? column.type;
    return { ...column, name, type };
  });
  const isKey = (index: number): boolean =>
    design.primaryKey.includes(design.columns[index]?.name ?? '');
  const primaryKey = named.filter((_, index) => isKey(index)).map(({ name }) => name);
  return { ...design, columns: named, primaryKey };
}

function keysOf({ columns, primaryKey }: PrintedTable, { key }: LoadOptions): readonly string[] {
  if (key === false) return [];
  if (key === undefined) return primaryKey;
  const unknown = key.find((name) => !columns.some((column) => column.name === name));
  if (unknown === undefined) return key;
  const names = columns.map(({ name }) => JSON.stringify(name)).join(', ');
  throw new WdhError(
    `The new table has no column ${JSON.stringify(unknown)} to be its key. It would have ${names}.`,
    { code: 'KEY_NOT_FOUND', category: 'schema' },
  );
}

/** Refuses a key that is known to repeat, unless a mode says what happens to such rows. */
function expectKey(
  file: string,
  profile: FileProfile,
  keys: readonly string[],
  { columns }: PrintedTable,
  { mode }: LoadOptions,
): void {
  const [key] = keys;
  const found = profile.columns[columns.findIndex(({ name }) => name === key)];
  if (keys.length !== 1 || mode !== undefined || profile.rows === 0 || found?.isUnique !== false) {
    return;
  }
  throw new WdhError(
    `${JSON.stringify(key)} does not identify the rows of ${file}: it has repeated or missing values. Name more columns with --key, give --no-key, or --mode upsert to keep the last row of each key.`,
    { code: 'KEY_NOT_UNIQUE', category: 'schema' },
  );
}

function ddlOf(design: PrintedTable): string {
  const { schema } = design.table;
  const create = printDdl(design);
  return schema === 'public'
    ? create
    : `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)};\n\n${create}`;
}

/** The name of the table, for messages. */
export const nameOf = ({ table }: NewTable): string => showTableName(table);
