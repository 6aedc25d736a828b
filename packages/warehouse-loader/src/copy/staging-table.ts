import { WdhError } from '@wdh/pipeline-core';
import {
  type DedicatedConnection,
  quoteIdentifier,
  quoteIdentifiers,
  quoteTableName,
} from '@wdh/postgres';
import { mostColumns, type Target } from '../catalog/target.js';

/** A temporary table with the types of some columns of the target, and the number of each row. */
export interface StagingTable {
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
  readonly copyStatement: string;
}

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
  if (columns.length + numberColumns.length > mostColumns) {
    throw new WdhError(
      `${target.name} is loaded with ${columns.length} columns. All modes but append stage the rows with ${numberColumns.length} more, and PostgreSQL allows at most ${mostColumns}. Append them, or split the columns into several tables.`,
      { code: 'TOO_MANY_COLUMNS', category: 'schema' },
    );
  }
  const table = 'wdh_staging';
  const name = `pg_temp.${table}`;
  const numbers = numberColumns.map((wanted) => quoteIdentifier(freeName(wanted, columns)));
  const [sequence = ''] = numbers;
  const zeros = numbers.map((number) => `0::bigint as ${number}`).join(', ');
  const list = quoteIdentifiers(columns);
  await connection.query(
    `create temporary table ${table} on commit drop as
     select ${zeros}, ${list} from ${quoteTableName(target.catalog)} with no data`,
  );
  const copyStatement = `copy ${name} (${numbers.join(', ')}, ${list}) from stdin`;
  return { name, table, sequence, numbers, copyStatement };
}

/** Returns a name that no column has. */
function freeName(wanted: string, taken: readonly string[]): string {
  return taken.includes(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}
