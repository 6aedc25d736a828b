import type { RejectedRow } from '@wdh/pipeline-core';
import { type DedicatedConnection, quoteIdentifiers } from '@wdh/postgres';
import type { RowKey } from '../../catalog/keys/row-key.js';
import { originOfStaged } from '../../copy/staged-numbers.js';
import type { StagedTable } from '../../copy/staging-table.js';
import { isBetween, placesOf, rangeBlocks } from './staged-places.js';
import type { StagedRow } from './staged-reader.js';

/** The rows of a staging table, read range by range. */
export interface StagedRanges {
  /** Number of ranges. */
  readonly count: number;
  /** Reads a range, from 0. */
  get(range: number): Promise<readonly StagedRow[]>;
  /** Positions of the rows whose key occurs again in a later row. */
  superseded(): Promise<ReadonlySet<number>>;
}

/** Receives refused rows. */
export type Refuse = (rejected: readonly RejectedRow[]) => Promise<void>;

/**
 * Divides the rows of a staging table into ranges, by their physical position.
 *
 * @param key - A plain key; null if none occurs twice.
 */
export async function readStagedRanges(
  connection: DedicatedConnection,
  { name, numbers }: StagedTable,
  key: RowKey | null,
): Promise<StagedRanges> {
  const [size] = await connection.query<{ readonly blocks: number }>(
    `select (pg_catalog.pg_relation_size('${name}'::pg_catalog.regclass)
      operator(pg_catalog./) pg_catalog.current_setting('block_size')::integer)::integer as blocks`,
  );
  const [position = '', record = '', line = ''] = numbers;
  const keyList = quoteIdentifiers((key?.columns ?? []).map(({ column }) => column.name));
  return {
    count: Math.ceil((size?.blocks ?? 0) / rangeBlocks),
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
      if (key === null) return new Set();
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
