import type postgres from 'postgres';

/** A row as a JSON record: a property that it lacks is not null. */
export type PartialRow = Readonly<Record<string, unknown>>;

/** The outcomes of the rows, as a load counts them. */
export interface RowByRowCounts {
  inserted: number;
  updated: number;
  unchanged: number;
  superseded: number;
  rejected: number;
}

/** The rows of one key, and how many of them it has values of. */
interface CombinedRow {
  readonly row: PartialRow;
  readonly sources: number;
}

/** Combines the rows of each key: a later property replaces an earlier one. */
function combined(rows: readonly PartialRow[], key: string): readonly CombinedRow[] {
  const byKey = new Map<unknown, { row: PartialRow; from: Record<string, number> }>();
  for (const [index, row] of rows.entries()) {
    const before = byKey.get(row[key]);
    const from = Object.fromEntries(Object.keys(row).map((name) => [name, index]));
    // The key of the last row gives the order.
    byKey.delete(row[key]);
    byKey.set(row[key], { row: { ...before?.row, ...row }, from: { ...before?.from, ...from } });
  }
  return [...byKey.values()].map(({ row, from }) => ({
    row,
    sources: new Set(Object.values(from)).size,
  }));
}

/**
 * Writes rows one by one with plain SQL, each naming only the columns that the row has, and returns
 * the outcomes. It is what a load is compared with.
 */
export async function writeRowByRow(
  sql: postgres.Sql,
  table: string,
  mode: 'append' | 'upsert' | 'insert_new' | 'replace',
  key: string,
  given: readonly PartialRow[],
): Promise<RowByRowCounts> {
  const counts = { inserted: 0, updated: 0, unchanged: 0, superseded: 0, rejected: 0 };
  const hasKeys = mode === 'upsert' || mode === 'insert_new';
  const rows = hasKeys ? combined(given, key) : given.map((row) => ({ row, sources: 1 }));
  counts.superseded = given.length - rows.length;
  if (mode === 'replace') await sql`delete from ${sql(table)}`;
  const reject = (sources: number): void => {
    counts.rejected += sources;
    counts.superseded -= sources - 1;
  };
  for (const { row, sources } of rows) {
    const names = Object.keys(row);
    const id = row[key] as string;
    const isThere = hasKeys
      ? (await sql`select from ${sql(table)} where ${sql(key)} = ${id}`).length > 0
      : false;
    const others = names.filter((name) => name !== key);
    if (isThere && mode === 'upsert' && others.length > 0) {
      const differs = others
        .map((name) => sql`${sql(name)} is distinct from ${row[name] as string}`)
        .reduce((left, right) => sql`${left} or ${right}`);
      const outcome =
        await sql`update ${sql(table)} set ${sql(row as Record<string, string>, ...others)}
        where ${sql(key)} = ${id} and (${differs})`.catch(() => null);
      if (outcome === null) reject(sources);
      else if (outcome.count === 1) counts.updated += 1;
      else counts.unchanged += 1;
    } else if (isThere && mode === 'upsert') {
      counts.unchanged += 1;
    } else {
      const conflict = hasKeys ? sql`on conflict (${sql(key)}) do nothing` : sql``;
      const outcome = await sql`insert into ${sql(table)}
        ${sql(row as Record<string, string>, ...names)} ${conflict}`.catch(() => null);
      if (outcome === null) reject(sources);
      else if (outcome.count === 1) counts.inserted += 1;
      else counts.unchanged += 1;
    }
  }
  return counts;
}
