import { type DedicatedConnection, quoteIdentifier, quoteIdentifiers } from '@wdh/postgres';
import type { TargetColumn } from '../../catalog/target.js';
import { originOfStaged } from '../../copy/staged-numbers.js';
import type { StagingTable } from '../../copy/staging-table.js';
import type { GivenRows, PlacedRow } from '../given/given-rows.js';
import type { WaitingRows } from '../given/waiting-rows.js';
import { arrayElement, arrayOf } from '../probe/array-text.js';
import { RefusalProbe } from '../probe/refusal-probe.js';
import { stagedParts } from '../probe/staged-parts.js';

/** Blocks of 8 kB that are one range: about as much as one COPY statement took. */
const rangeBlocks = 16;

/** A row that stays in the staging table; only its numbers are read. */
export interface StagedRow extends PlacedRow {
  readonly range: number;
}

/**
 * Tells how statements are given rows of a staging table, without their values leaving the server:
 * read as texts and sent again, they could change with the settings of the session.
 */
export function stagedRows(
  connection: DedicatedConnection,
  { name, numbers: [position = ''] }: StagingTable,
  columns: readonly TargetColumn[],
  tableOid: number,
): GivenRows<StagedRow> {
  const list = quoteIdentifiers(columns.map(({ column }) => column.name));
  const texts = columns
    .map(({ column }) => `${quoteIdentifier(column.name)}::pg_catalog.text`)
    .join(', ');
  const condition = `${isBetween('$2', '$3')} and ${position} operator(pg_catalog.=) any($1::bigint[])`;
  const chosen = `from ${name} where ${condition}`;
  const parametersOf = (rows: readonly StagedRow[]): readonly string[] => {
    const [from, to] = placesOf(rows[0]?.range ?? 0);
    return [`{${rows.map((row) => String(row.position)).join(',')}}`, from, to];
  };
  const typed = (mark: string): string =>
    `(select * from (select ${position}, ${list} ${chosen} order by ${position} offset 0) as ordered
      where ${mark}) as typed`;
  return {
    columns: list,
    position,
    typed,
    parametersOf,
    textsOf: async (row) => {
      const [found] = await connection.query<{ readonly texts: readonly (string | null)[] }>(
        `select pg_catalog.to_json(array[${texts}]) as texts ${chosen}`,
        parametersOf([row]),
      );
      return found?.texts ?? [];
    },
    textsOfAll: async (rows) => {
      const found = await connection.query<{
        readonly place: string;
        readonly texts: readonly (string | null)[];
      }>(
        `select ${position}::pg_catalog.text as place, pg_catalog.to_json(array[${texts}]) as texts ${chosen}`,
        parametersOf(rows),
      );
      return new Map(found.map(({ place, texts: values }) => [Number(place), values]));
    },
    probing: {
      probe: new RefusalProbe(connection, tableOid),
      partsOf: (statement, mark) =>
        stagedParts({ name, position, columns: list, condition }, statement, typed(mark)),
      textOf: (rows) => arrayOf(parametersOf(rows).map(arrayElement)),
    },
    unfitColumnOf: () => Promise.resolve(null),
  };
}

/**
 * Reads which rows of a staging table stand in which range, by their place on the disk.
 *
 * @see https://www.postgresql.org/docs/current/ddl-system-columns.html#DDL-SYSTEM-COLUMNS-CTID
 */
export async function stagedRanges(
  connection: DedicatedConnection,
  { name, numbers }: StagingTable,
  keys: readonly TargetColumn[],
): Promise<WaitingRows<StagedRow>> {
  const [size] = await connection.query<{ readonly blocks: number }>(
    `select (pg_catalog.pg_relation_size('${name}'::pg_catalog.regclass)
      operator(pg_catalog./) pg_catalog.current_setting('block_size')::integer)::integer as blocks`,
  );
  const [position = '', record = '', line = ''] = numbers;
  const keyList = quoteIdentifiers(keys.map(({ column }) => column.name));
  return {
    ranges: Math.ceil((size?.blocks ?? 0) / rangeBlocks),
    get: async (range) => {
      const rows = await connection.query<NumbersOfRow>(
        `select ${position}::pg_catalog.text as position, ${record}::pg_catalog.text as record,
           ${line}::pg_catalog.text as line
         from ${name} where ${isBetween('$1', '$2')} order by ${name}.${position}`,
        placesOf(range),
      );
      return rows.map((row) => {
        const staged = Number(row.position);
        const [recordNumber, lineNumber] = [row.record, row.line].map(numberOf);
        const origin = originOfStaged(staged, recordNumber ?? null, lineNumber ?? null);
        return { position: staged, range, ...origin };
      });
    },
    superseded: async () => {
      const found = await connection.query<{ readonly position: string }>(
        `select position from (select ${position}::pg_catalog.text as position,
          pg_catalog.row_number() over (partition by ${keyList} order by ${position} desc) as age
          from ${name}) as aged where age operator(pg_catalog.>) 1`,
      );
      return new Set(found.map((row) => Number(row.position)));
    },
  };
}

interface NumbersOfRow {
  readonly position: string;
  readonly record: string | null;
  readonly line: string | null;
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** A condition for SQL that a row lies from one place on the disk to another. */
const isBetween = (from: string, to: string): string =>
  `ctid operator(pg_catalog.>=) ${from}::pg_catalog.tid and ctid operator(pg_catalog.<) ${to}::pg_catalog.tid`;

function placesOf(range: number): readonly [from: string, to: string] {
  return [`(${range * rangeBlocks},0)`, `(${(range + 1) * rangeBlocks},0)`];
}
