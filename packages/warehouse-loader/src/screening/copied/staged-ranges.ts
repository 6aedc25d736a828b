import type { DedicatedConnection } from '../../connection/dedicated-connection.js';
import { originOfStaged } from '../../write/staged-numbers.js';
import type { StagingTable } from '../../staging/staging-table.js';
import { quoteIdentifier, quoteIdentifiers } from '../../target/identifier.js';
import type { TargetColumn } from '../../target/target.js';
import { arrayElement, type TextRow } from '../given/text-row.js';
import type { WaitingRows } from '../given/waiting-rows.js';

/** Blocks of 8 kB that are one range: as much as one COPY statement took. */
const rangeBlocks = 16;

interface StagedRow {
  readonly position: number;
  readonly record: number | null;
  readonly line: number | null;
  readonly texts: readonly (string | null)[];
}

/**
 * Reads the rows of a staging table range by range, by their place on the disk.
 *
 * @see https://www.postgresql.org/docs/current/ddl-system-columns.html#DDL-SYSTEM-COLUMNS-CTID
 */
export async function stagedRanges(
  connection: DedicatedConnection,
  { name, numbers }: StagingTable,
  columns: readonly TargetColumn[],
  keys: readonly TargetColumn[],
): Promise<WaitingRows> {
  const [size] = await connection.query<{ readonly blocks: number }>(
    `select (pg_relation_size('${name}') / current_setting('block_size')::integer)::integer as blocks`,
  );
  const [position = '', record = '', line = ''] = numbers;
  const texts = columns.map(({ column }) => `${quoteIdentifier(column.name)}::text`).join(', ');
  const read = `select ${position}::float8 as position, ${record}::float8 as record,
    ${line}::float8 as line, to_json(array[${texts}]) as texts from ${name}`;
  const keyList = quoteIdentifiers(keys.map(({ column }) => column.name));
  return {
    ranges: Math.ceil((size?.blocks ?? 0) / rangeBlocks),
    get: async (range) => {
      const [from, to] = [range * rangeBlocks, (range + 1) * rangeBlocks];
      const rows = await connection.query<StagedRow>(
        `${read} where ctid >= '(${from},0)' and ctid < '(${to},0)' order by ${position}`,
      );
      return rows.map(textRowOf);
    },
    superseded: async () => {
      const found = await connection.query<{ readonly position: number }>(
        `select position from (select ${position}::float8 as position,
          row_number() over (partition by ${keyList} order by ${position} desc) as age from ${name})
          as aged where age > 1`,
      );
      return new Set(found.map((row) => row.position));
    },
  };
}

function textRowOf({ position, record, line, texts }: StagedRow): TextRow {
  const elements = texts.map(arrayElement);
  return { position, ...originOfStaged(position, record, line), elements };
}
