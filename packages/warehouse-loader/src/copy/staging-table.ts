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
  /** Without its schema, as errors of the server call it. */
  readonly table: string;
  /** Column that numbers the rows, quoted for SQL. */
  readonly sequence: string;
  /**
   * The columns of numbers with which each line of COPY begins, quoted for SQL: the position of the
   * row among those of the load, and where it came from, as `stagedNumbers` writes it.
   */
  readonly numbers: readonly string[];
  readonly copyStatement: string;
}

const numberColumns = ['wdh_row', 'wdh_record', 'wdh_line'];

/**
 * Creates the table in which rows wait before they are brought into the target; it goes with the
 * transaction. It has the target's types, but neither its constraints nor its defaults.
 *
 * The server writes it from its beginning to its end, and reads it so: without an ORDER BY, rows come
 * as they were sent. It is as new as the transaction, so that COPY looks for no room before its end,
 * and temporary, so that no scan begins in the middle.
 *
 * @throws WdhError `TOO_MANY_COLUMNS` where there is no room for the numbers.
 */
export async function createStagingTable(
  connection: DedicatedConnection,
  target: Target,
  columns: readonly string[],
): Promise<StagingTable> {
  if (columns.length + numberColumns.length > mostColumns) {
    throw new WdhError(
      `${target.name} is loaded with ${columns.length} columns. All modes but append stage the rows with ${numberColumns.length} more, and PostgreSQL allows at most ${mostColumns}. Append them, or spread the columns over several tables.`,
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

/** Makes a name that no column has. */
function freeName(wanted: string, taken: readonly string[]): string {
  return taken.includes(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}
