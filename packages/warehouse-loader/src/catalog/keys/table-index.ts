import type { Queryable } from '@wdh/postgres';
import { type IndexDetails, readIndexDetails } from './index-parts.js';

/** An index in the catalog. */
export interface TableIndex {
  readonly name: string;
  /** Its key as SQL, such as `lower(email)`. */
  readonly key: readonly string[];
  /** Names of the columns in its key; an expression has none. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly isValid: boolean;
  /** Whether it enforces an exclusion constraint. */
  readonly isExclusion: boolean;
  /** Whether two NULLs are equal in it (`NULLS NOT DISTINCT`). */
  readonly areNullsEqual: boolean;
  /** False for the index of a deferrable constraint. */
  readonly isImmediate: boolean;
  /** Condition of a partial index; null for others. */
  readonly predicate: string | null;
  /**
   * Whether `ON CONFLICT` can use it for its columns. False if its collation differs from that of its column in
   * which texts are equal, because there would be two answers to which rows have the same key.
   */
  readonly isUsable: boolean;
  /** Its parts and what they read, if it is unique and partial or has expressions; else null. */
  readonly details: IndexDetails | null;
  /** Whether its equality is the built-in `=`. */
  readonly isOrdinary: boolean;
}

/** The only built-in B-tree operator class whose equality is not named `=`. */
const recordImageClass = 3194;

/** Smaller identifiers are those of built-in objects. */
const firstOfUsers = 16_384;

const indexesQuery = `
select ic.relname as name, i.indisunique as "isUnique", i.indisvalid as "isValid",
  i.indisexclusion as "isExclusion", i.indnullsnotdistinct as "areNullsEqual", i.indimmediate as "isImmediate", pg_get_expr(i.indpred, i.indrelid) as predicate,
  (select json_agg(pg_get_indexdef(i.indexrelid, n, true) order by n)
    from generate_series(1, i.indnkeyatts) as n) as key,
  coalesce((select json_agg(a.attname)
    from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) as key (attnum)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum), '[]') as columns,
  i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
    and not exists (select from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1], i.indcollation::oid[])
        as key (attnum, collated_by)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum
      join pg_collation own on own.oid = a.attcollation
      join pg_collation other on other.oid = key.collated_by
      where own.oid <> other.oid
      and not (own.collisdeterministic and other.collisdeterministic)) as "isUsable",
  not exists (select from unnest(i.indclass::oid[]) as key (class)
    where class >= ${firstOfUsers} or class = ${recordImageClass}) as "isOrdinary"
from pg_index i join pg_class ic on ic.oid = i.indexrelid
where i.indrelid = $1::oid order by i.indisprimary desc, ic.relname`;

/** Reads the indexes of a table. */
export async function readIndexes(on: Queryable, tableOid: number): Promise<readonly TableIndex[]> {
  const found = await on.query<Omit<TableIndex, 'details'>>(indexesQuery, [tableOid]);
  const hasDetails = found.some(
    ({ isUnique, predicate, key, columns }) =>
      isUnique && (predicate !== null || key.length > columns.length),
  );
  const details = hasDetails ? await readIndexDetails(on, tableOid) : null;
  return found.map((index) => ({ ...index, details: details?.get(index.name) ?? null }));
}

const mostNamed = 5;

/**
 * Explains for each index with one of the wanted columns why `ON CONFLICT` cannot use it.
 *
 * @returns sentences, each after a space.
 */
export function explainIndexes(
  indexes: readonly TableIndex[],
  wanted: ReadonlySet<string>,
): string {
  return indexes
    .filter((index) => isAbout(index, wanted) && !index.isUsable)
    .slice(0, mostNamed)
    .map(
      (index) =>
        ` Index "${index.name}" on (${index.key.join(', ')}) cannot be used: ${why(index)}.`,
    )
    .join('');
}

function isAbout({ key, columns }: TableIndex, wanted: ReadonlySet<string>): boolean {
  return [...wanted].some(
    (name) => columns.includes(name) || key.some((part) => part !== name && part.includes(name)),
  );
}

/**
 * Explains why `ON CONFLICT` cannot use an index that is named for it.
 *
 * @returns null if it can.
 */
export function whyUnusable(index: TableIndex): string | null {
  if (index.isUsable) return null;
  const { isUnique, isValid, isImmediate, details } = index;
  if (!isUnique || !isValid || !isImmediate || details === null) return why(index);
  return details.parts.every(({ isGrouped }) => isGrouped)
    ? null
    : 'its operator class takes other values as equal than the type does';
}

function why(index: TableIndex): string {
  const { key, columns, isUnique, isValid, isImmediate, predicate } = index;
  if (index.isExclusion) return 'it belongs to an exclusion constraint';
  if (!isUnique) return 'it is not unique';
  if (!isValid) return 'it is invalid, because its creation failed or is still running';
  if (predicate !== null) return `it is partial, where ${predicate}`;
  if (key.length > columns.length) return 'its key is an expression';
  if (!isImmediate) return 'its constraint is deferrable';
  return 'its collation is not that of the column';
}
