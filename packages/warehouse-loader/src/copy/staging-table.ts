import { WdhError } from '@wdh/pipeline-core';
import {
  type DedicatedConnection,
  quoteIdentifier,
  quoteIdentifiers,
  quoteTableName,
} from '@wdh/postgres';
import { freeName } from '../catalog/free-name.js';
import type { TableColumn } from '../catalog/table-catalog.js';
import { mostColumns, type Target } from '../catalog/target.js';

/** A temporary table with rows of some columns of the target, which are numbered. */
export interface StagedTable {
  /** Its qualified name or a subquery, for SQL; an alias follows. */
  readonly name: string;
  /** Columns of numbers, quoted for SQL: position, record and line, as `stagedNumbers` encodes them. */
  readonly numbers: readonly string[];
}

/** A temporary table with the types of some columns of the target, and the number of each row. */
export interface StagingTable extends StagedTable {
  /** Qualified, for SQL. */
  readonly name: string;
  /** Without its schema, as in server errors. */
  readonly table: string;
  /** Column that numbers the rows, quoted for SQL. */
  readonly sequence: string;
  /**
   * The columns of numbers at the beginning of each line of COPY, quoted for SQL: the position of
   * the row in the load, and its origin as encoded by `stagedNumbers`.
   */
  readonly numbers: readonly string[];
  /**
   * Column with the columns that a row names, as the encoder writes them, quoted for SQL; null if
   * every row names all. It is NULL in rows that name exactly the first columns.
   */
  readonly given: string | null;
  /** The number of the first columns. */
  readonly firstColumns: number;
  readonly copyStatement: string;
}

const givenColumn = 'wdh_given';
const numberColumns = ['wdh_row', 'wdh_record', 'wdh_line'];

/**
 * Creates the staging table, which is dropped at the end of the transaction. It has the target's
 * types, but neither its constraints nor its defaults.
 *
 * Without an ORDER BY, the server returns its rows in the order in which they were sent: the table
 * is created in this transaction, so COPY only appends, and it is temporary, so no scan starts in
 * the middle.
 *
 * @throws WdhError `TOO_MANY_COLUMNS` if the columns of numbers exceed the limit.
 */
export async function createStagingTable(
  connection: DedicatedConnection,
  target: Target,
  columns: readonly string[],
): Promise<StagingTable> {
  checkWidth(target, columns, numberColumns.length);
  const table = 'wdh_staging';
  const name = `pg_temp.${table}`;
  const numbers = numberColumns.map((wanted) => freeName(wanted, target.catalog));
  const [sequence = ''] = numbers;
  const zeros = numbers.map((number) => `0::bigint as ${number}`).join(', ');
  const list = quoteIdentifiers(columns);
  await connection.query(
    `create temporary table ${table} on commit drop as
     select ${zeros}, ${list} from ${quoteTableName(target.catalog)} with no data`,
  );
  const copyStatement = `copy ${name} (${numbers.join(', ')}, ${list}) from stdin`;
  return {
    name,
    table,
    sequence,
    numbers,
    given: null,
    firstColumns: columns.length,
    copyStatement,
  };
}

/**
 * Adds columns to a staging table, and the column `given`, which follows them in the next COPY
 * statements.
 *
 * All types are then without constraints, because a row need not name every column.
 *
 * @throws WdhError `TOO_MANY_COLUMNS`.
 */
export async function extendStagingTable(
  connection: DedicatedConnection,
  staging: StagingTable,
  target: Target,
  columns: readonly TableColumn[],
  added: readonly TableColumn[],
): Promise<StagingTable> {
  const names = columns.map((column) => column.name);
  checkWidth(target, names, numberColumns.length + 1);
  const given = staging.given ?? freeName(givenColumn, target.catalog);
  const eased = columns
    .filter((column) => column.isDomain && !added.includes(column))
    .map(({ name, plainType }) => `alter column ${quoteIdentifier(name)} type ${plainType}`);
  const additions = [
    ...added.map(({ name, plainType }) => `add column ${quoteIdentifier(name)} ${plainType}`),
    ...(staging.given === null ? [`add column ${given} pg_catalog.text`, ...eased] : []),
  ];
  if (additions.length > 0)
    await connection.query(`alter table ${staging.name} ${additions.join(', ')}`);
  const list = [...staging.numbers, ...names.map(quoteIdentifier), given].join(', ');
  return { ...staging, given, copyStatement: `copy ${staging.name} (${list}) from stdin` };
}

function checkWidth(target: Target, columns: readonly string[], own: number): void {
  if (columns.length + own <= mostColumns) return;
  throw new WdhError(
    `${target.name} is loaded with ${columns.length} columns. All modes but append stage the rows with ${own} more, and PostgreSQL allows at most ${mostColumns}. Append them, or split the columns into several tables.`,
    { code: 'TOO_MANY_COLUMNS', category: 'schema' },
  );
}
