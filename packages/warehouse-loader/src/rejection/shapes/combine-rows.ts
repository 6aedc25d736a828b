import { type Queryable, quoteIdentifier } from '@wdh/postgres';
import { freeName } from '../../catalog/free-name.js';
import { keyCollation } from '../../catalog/keys/byte-order.js';
import {
  haveSameKeys,
  haveSameParts,
  keyColumnsOf,
  type RowKey,
  withKey,
} from '../../catalog/keys/row-key.js';
import { quoteOwnRows } from '../../catalog/table-catalog.js';
import type { TargetColumn } from '../../catalog/target.js';
import type { StagedTable, StagingTable } from '../../copy/staging-table.js';
import type { StagedLoad } from '../staged-load.js';
import { isGiven, patternOf } from './given-columns.js';
import { keyedRows } from './keyed-rows.js';
import { findRepeatedRows, type RepeatedRows } from './repeated-rows.js';

/** The rows of a load, one for each key. */
export interface CombinedRows {
  readonly table: StagedTable;
  readonly count: number;
  /** The column of `patternOf`, quoted for SQL. */
  readonly pattern: string;
  /** The keys of several rows that name different columns; null if there is none. */
  readonly repeated: RepeatedRows | null;
}

/**
 * Combines the staged rows of each key into one: each column has the last value that a row names, as
 * if the rows were merged one after another.
 *
 * If rows of the target are updated, a column that no row of a key names has its existing value:
 * until the end of the transaction, other writers wait.
 *
 * @param defaults - The columns of the patterns.
 */
export async function combineRows(
  on: Queryable,
  { target, columns, updatesRows }: StagedLoad,
  key: RowKey,
  staging: StagingTable,
  areKeysAscending: boolean,
  defaults: readonly TargetColumn[],
): Promise<CombinedRows> {
  const own = quoteOwnRows(target.catalog);
  const isMarked = staging.given !== null;
  const completes = updatesRows && isMarked;
  if (completes) await on.query(`lock table ${own} in share row exclusive mode`);
  const names = keyColumnsOf(key, target.catalog);
  const pattern = freeName('wdh_pattern', target.catalog);
  const [position = ''] = staging.numbers;
  const keyed = keyedRows(key, staging, columns, names);
  const repeated =
    isMarked && !areKeysAscending
      ? await findRepeatedRows(on, staging, columns, keyed, names)
      : null;

  /** The position of the last row that names a column, if its key has several rows. */
  const lastWith = (column: TargetColumn): string | null =>
    repeated === null ? null : `again.${repeated.lastWith[columns.indexOf(column)] ?? ''}`;
  const isNamed = (column: TargetColumn): string => isGiven('latest', staging, columns, column);
  const exists = key.isPlain ? 't.tableoid is not null' : `t.${names.isKeyed} is true`;
  const valueOf = (column: TargetColumn): string => {
    const name = quoteIdentifier(column.column.name);
    if (!isMarked) return `latest.${name}`;
    const at = lastWith(column);
    const earlier =
      at === null
        ? ''
        : `when ${at} is not null then (select staged.${name} from ${staging.name} as staged
            where staged.${position} operator(pg_catalog.=) ${at})`;
    return `case when ${isNamed(column)} then latest.${name} ${earlier}
      else ${completes ? `t.${name}` : 'null'} end as ${name}`;
  };
  const hasValue = (column: TargetColumn): string => {
    const at = lastWith(column);
    const others = [...(at === null ? [] : [`${at} is not null`]), ...(completes ? [exists] : [])];
    return [isNamed(column), ...others].join(' or ');
  };

  const identity = [...names.parts, `case when not ${names.isKeyed} then ${position} end`];
  const keys = identity.join(', ');
  const latest = areKeysAscending
    ? keyed
    : `(select distinct on (${keys}) * from ${keyed} as keyed order by ${keys}, ${position} desc)`;
  const rows = [
    `${latest} as latest`,
    ...(repeated === null
      ? []
      : [
          `left join ${repeated.name} as again on again.${repeated.last} operator(pg_catalog.=) latest.${position}`,
        ]),
    ...(completes ? [existingRows(key, names, own)] : []),
  ];
  const values = [
    ...staging.numbers.map((number) => `latest.${number}`),
    ...columns.map(valueOf),
    `${defaults.length === 0 ? "''" : patternOf(defaults, hasValue)} as ${pattern}`,
  ];
  const order = names.parts.map((part, index) => {
    const column = key.isPlain ? key.columns[index]?.column : undefined;
    return `latest.${part}${column === undefined ? '' : keyCollation(column)}`;
  });
  const { count } = await on.query(
    `create temporary table wdh_combined on commit drop as
     select ${values.join(', ')} from ${rows.join(' ')}
     order by ${order.join(', ')}`,
  );
  const table = { name: 'pg_temp.wdh_combined', numbers: staging.numbers };
  return { table, count, pattern, repeated };
}

/** Joins the existing rows of the target. */
function existingRows(key: RowKey, names: ReturnType<typeof keyColumnsOf>, own: string): string {
  return key.isPlain
    ? `left join ${own} as t on ${haveSameKeys('latest', 't', key)}`
    : `left join ${withKey(key, names, own, null)} as t on ${haveSameParts('latest', 't', key, names)}`;
}
