import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { quoteIdentifier, quoteIdentifiers } from '../target/identifier.js';
import type { TargetColumn } from '../target/target.js';
import { freeName } from './staging-table.js';

/** A temporary table that takes any row: all its columns are texts, and it has no constraints. */
export interface TextStaging {
  /** Qualified, for SQL. */
  readonly name: string;
  readonly table: string;
  /** Columns for the position, the record number and the line of a row, quoted for SQL. */
  readonly position: string;
  readonly record: string;
  readonly line: string;
  readonly copyStatement: string;
  /** The columns cast to their types, for SQL. An INSERT then applies length and precision. */
  readonly casts: string;
  /** Statements that put one column of one row, `$1`, where only its type counts, by column. */
  readonly probes: readonly (readonly [column: string, statement: string])[];
}

/** Creates a {@link TextStaging}; it goes with the transaction. */
export async function createTextStaging(
  connection: DedicatedConnection,
  columns: readonly TargetColumn[],
): Promise<TextStaging> {
  const names = columns.map(({ column }) => column.name);
  const own = (name: string): string => quoteIdentifier(freeName(name, names));
  const [position, record, line] = [own('wdh_row'), own('wdh_record'), own('wdh_line')];
  const table = 'wdh_text';
  const name = `pg_temp.${table}`;
  const typed = (typeOf: (column: TargetColumn) => string): string =>
    columns.map((column) => `${quoteIdentifier(column.column.name)} ${typeOf(column)}`).join(', ');
  await connection.query(
    `create temporary table ${table} (${position} bigint, ${record} bigint, ${line} bigint,
       ${typed(() => 'text')}) on commit drop`,
  );
  await connection.query(
    `create temporary table wdh_probe (${typed(({ column }) => column.typeName)}) on commit drop`,
  );
  const cast = ({ column }: TargetColumn): string =>
    `${quoteIdentifier(column.name)}::${column.castName}`;
  return {
    name,
    table,
    position,
    record,
    line,
    copyStatement: `copy ${name} (${position}, ${record}, ${line}, ${quoteIdentifiers(names)}) from stdin`,
    casts: columns.map(cast).join(', '),
    probes: columns.map((column) => [
      column.column.name,
      `insert into pg_temp.wdh_probe (${quoteIdentifier(column.column.name)})
       select ${cast(column)} from ${name} where ${position} = $1`,
    ]),
  };
}
