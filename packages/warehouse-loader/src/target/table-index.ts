/** An index as the catalog of the database has it. */
export interface TableIndex {
  readonly name: string;
  /** Its key as SQL, such as `lower(email)`. */
  readonly key: readonly string[];
  /** Names of the columns in its key; an expression has none. */
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly isValid: boolean;
  /** False for the index of a constraint that can wait for COMMIT. */
  readonly isImmediate: boolean;
  /** Condition of a partial index; null for others. */
  readonly predicate: string | null;
}

/** The indexes of table `c`, for SQL. */
export const tableIndexes = `
  coalesce((select json_agg(json_build_object('name', ic.relname, 'isUnique', i.indisunique,
      'isValid', i.indisvalid, 'isImmediate', i.indimmediate,
      'predicate', pg_get_expr(i.indpred, i.indrelid),
      'key', (select json_agg(pg_get_indexdef(i.indexrelid, n, true) order by n)
        from generate_series(1, i.indnkeyatts) as n),
      'columns', coalesce((select json_agg(a.attname)
        from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) as key (attnum)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum), '[]'))
      order by ic.relname)
    from pg_index i join pg_class ic on ic.oid = i.indexrelid where i.indrelid = c.oid), '[]')`;

const mostNamed = 5;

/**
 * Says of each index that has one of the wanted columns why `ON CONFLICT` cannot use it with them.
 *
 * @param usable - Keys of the indexes that it can use.
 * @returns sentences, each with a space before it.
 */
export function explainIndexes(
  indexes: readonly TableIndex[],
  wanted: ReadonlySet<string>,
  usable: readonly (readonly string[])[],
): string {
  const isUsable = ({ key, columns }: TableIndex): boolean =>
    key.length === columns.length && usable.some((other) => other.join() === columns.join());
  return indexes
    .filter((index) => isAbout(index, wanted) && !isUsable(index))
    .slice(0, mostNamed)
    .map(
      (index) =>
        ` Index "${index.name}" on (${index.key.join(', ')}) does not serve: ${why(index)}.`,
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
  if (!isValid) return 'it is invalid, as its creation failed or goes on';
  if (predicate !== null) return `it is partial, where ${predicate}`;
  if (key.length > columns.length) return 'its key is an expression';
  if (!isImmediate) return 'its constraint is deferrable';
  return 'its collation is not that of the column';
}
