import type { Queryable } from '@wdh/postgres';

/** An index in the catalog. */
export interface TableIndex {
  readonly name: string;
  /** Its key as SQL, such as `lower(email)`. */
  readonly key: readonly string[];
  /** Names of the columns in its key; an expression has none. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly isValid: boolean;
  /** False for the index of a deferrable constraint. */
  readonly isImmediate: boolean;
  /** Condition of a partial index; null for others. */
  readonly predicate: string | null;
  /**
   * Whether `ON CONFLICT` can use it. False if its collation differs from that of its column in
   * which texts are equal, because there would be two answers to which rows have the same key.
   */
  readonly isUsable: boolean;
  /** Whether its equality is the built-in `=`. */
  readonly isOrdinary: boolean;
}

/** The only built-in B-tree operator class whose equality is not named `=`. */
const recordImageClass = 3194;

/** Smaller identifiers are those of built-in objects. */
const firstOfUsers = 16_384;

const indexesQuery = `
select ic.relname as name, i.indisunique as "isUnique", i.indisvalid as "isValid",
  i.indimmediate as "isImmediate", pg_get_expr(i.indpred, i.indrelid) as predicate,
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
export function readIndexes(on: Queryable, tableOid: number): Promise<readonly TableIndex[]> {
  return on.query<TableIndex>(indexesQuery, [tableOid]);
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

function why({ key, columns, isUnique, isValid, isImmediate, predicate }: TableIndex): string {
  if (!isUnique) return 'it is not unique';
  if (!isValid) return 'it is invalid, because its creation failed or is still running';
  if (predicate !== null) return `it is partial, where ${predicate}`;
  if (key.length > columns.length) return 'its key is an expression';
  if (!isImmediate) return 'its constraint is deferrable';
  return 'its collation is not that of the column';
}
