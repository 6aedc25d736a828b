import type { Queryable } from '@wdh/postgres';
import type { KeyColumns } from '../../catalog/keys/row-key.js';
import type { TargetColumn } from '../../catalog/target.js';
import type { StagingTable } from '../../copy/staging-table.js';
import { isGiven } from './given-columns.js';

/**
 * For each key of several rows, the last of them, and for each column the last that names it, by
 * their positions.
 */
export interface RepeatedRows {
  /** Qualified, for SQL. */
  readonly name: string;
  readonly last: string;
  /** In the order of the columns. */
  readonly lastWith: readonly string[];
}

/**
 * Finds the keys of several rows.
 *
 * @param keyed - The staged rows with their keys, as a subquery.
 * @returns null if there is none.
 */
export async function findRepeatedRows(
  on: Queryable,
  staging: StagingTable,
  columns: readonly TargetColumn[],
  keyed: string,
  names: KeyColumns,
): Promise<RepeatedRows | null> {
  const name = 'pg_temp.wdh_repeated';
  const [position = ''] = staging.numbers;
  const lastWith = columns.map((_, index) => `wdh_at${index + 1}`);
  const positions = columns.map(
    (column, index) =>
      `pg_catalog.max(${position}) filter (where ${isGiven('keyed', staging, columns, column)})
        as ${lastWith[index] ?? ''}`,
  );
  const { count } = await on.query(
    `create temporary table wdh_repeated on commit drop as
     select pg_catalog.max(${position}) as wdh_last, ${positions.join(', ')}
     from ${keyed} as keyed where ${names.isKeyed} group by ${names.parts.join(', ')}
     having pg_catalog.count(*) operator(pg_catalog.>) 1`,
  );
  if (count === 0) return null;
  await on.query(`create index wdh_staged on ${staging.name} (${position});
    create index on ${name} (wdh_last)`);
  return { name, last: 'wdh_last', lastWith };
}
