import { type Queryable, quoteIdentifier } from '@wdh/postgres';

/** A table that stores rows, with the properties that identify it as the same table. */
export interface StoredTable {
  readonly oid: number;
  /** Qualified, quoted for SQL if needed. */
  readonly name: string;
  /** Changes if the table is truncated or rewritten. */
  readonly fileNode: number;
  /** Names by number: a column that is dropped and created again has another number. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows that this transaction deleted. */
  readonly deleted: number;
}

/** Data that a statement would destroy. */
export interface DataLoss {
  readonly table: string;
  /** Null if whole rows are lost. */
  readonly column: string | null;
  readonly how: 'dropped' | 'rewritten' | 'deleted';
  /** Number of rows, or of non-null values of a column. */
  readonly count: number;
}

/** Returns the tables that store rows, with the changes that this transaction has made. */
export async function readStoredTables(on: Queryable): Promise<readonly StoredTable[]> {
  const found = await on.query<Omit<StoredTable, 'deleted'> & { readonly deleted: string }>(`
    select c.oid, format('%I.%I', n.nspname, c.relname) as name,
      c.relfilenode as "fileNode",
      coalesce((select json_object_agg(a.attnum, a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '{}')
        as columns,
      pg_stat_get_xact_tuples_deleted(c.oid)::text as deleted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't'
      and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    order by n.nspname, c.relname`);
  return found.map((table) => ({ ...table, deleted: Number(table.deleted) }));
}

/** Returns the stored data that was deleted or rewritten; `count` is known for deleted rows only. */
export function findDataLoss(
  before: readonly StoredTable[],
  after: readonly StoredTable[],
): readonly DataLoss[] {
  const now = new Map(after.map((table) => [table.oid, table]));
  return before.flatMap(({ oid, name: table, fileNode, columns }): DataLoss[] => {
    const found = now.get(oid);
    const whole = { table, column: null, count: 0 };
    if (found === undefined) return [{ ...whole, how: 'dropped' }];
    const dropped = Object.entries(columns).filter(([number]) => !(number in found.columns));
    return [
      ...dropped.map(([, column]) => ({ ...whole, column, how: 'dropped' as const })),
      ...(found.fileNode === fileNode ? [] : [{ ...whole, how: 'rewritten' as const }]),
      ...(found.deleted === 0 ? [] : [{ ...whole, how: 'deleted' as const, count: found.deleted }]),
    ];
  });
}

/** Locks the tables against concurrent writes, and counts what would be lost. */
export async function countDataLoss(
  on: Queryable,
  losses: readonly DataLoss[],
): Promise<readonly DataLoss[]> {
  const tables = [...new Set(losses.map(({ table }) => table))].map((table) => `only ${table}`);
  await on.query(`lock table ${tables.join(', ')} in access exclusive mode`);
  const counted: DataLoss[] = [];
  for (const loss of losses) {
    const { table, column, how } = loss;
    if (how === 'deleted') {
      counted.push(loss);
      continue;
    }
    const what = column === null ? '*' : quoteIdentifier(column);
    const [found] = await on.query<{ count: string }>(`select count(${what}) from only ${table}`);
    counted.push({ ...loss, count: Number(found?.count) });
  }
  return counted.filter(({ count }) => count > 0);
}

/** Formats losses for messages, such as `table public.orders (5 rows dropped)`. */
export function showDataLoss(losses: readonly DataLoss[]): string {
  return losses
    .map(({ table, column, how, count }) =>
      column === null
        ? `table ${table} (${plural(count, 'row')} ${how})`
        : `column ${table}.${column} (${plural(count, 'value')} ${how})`,
    )
    .join(', ');
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
