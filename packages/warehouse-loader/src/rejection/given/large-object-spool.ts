import {
  type DedicatedConnection,
  quoteIdentifier,
  quoteIdentifiers,
  quoteTableName,
} from '@wdh/postgres';
import type { Target, TargetColumn } from '../../catalog/target.js';
import { freeName } from '../../copy/staging-table.js';
import { type RowSpool, rowsOfText, spooledText } from './row-spool.js';

/** What a spool in a large object is made from. */
interface SpoolOptions {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly keys: readonly TargetColumn[];
  readonly columns: readonly TargetColumn[];
}

/** A part of a large object for SQL, as text. */
const partOf = (oid: string, start: string, length: string): string =>
  `pg_catalog.convert_from(pg_catalog.lo_get(${oid}::bigint::pg_catalog.oid, ${start}, ${length}), 'UTF8')`;

/**
 * Makes a spool in a large object, which any role may make, and which no other transaction ever
 * sees: it is gone before COMMIT.
 *
 * @see https://www.postgresql.org/docs/current/lo-funcs.html
 */
export async function openLargeObjectSpool(options: SpoolOptions): Promise<RowSpool> {
  const { connection } = options;
  const [made] = await connection.query<{ readonly oid: string }>(
    'select pg_catalog.lo_create(0)::pg_catalog.text as oid',
  );
  const oid = Number(made?.oid);
  const starts: number[] = [];
  const lengths: number[] = [];
  let end = 0;
  return {
    get ranges() {
      return starts.length;
    },
    put: async (rows) => {
      const text = spooledText(rows);
      await connection.query(
        "select pg_catalog.lo_put($1::bigint::pg_catalog.oid, $2::bigint, pg_catalog.convert_to($3, 'UTF8'))",
        [oid, end, text],
      );
      starts.push(end);
      lengths.push(Buffer.byteLength(text));
      end += Buffer.byteLength(text);
    },
    get: async (range) => {
      const [found] = await connection.query<{ readonly rows: string }>(
        `select ${partOf('$1', '$2::bigint', '$3::integer')} as rows`,
        [oid, starts[range] ?? 0, lengths[range] ?? 0],
      );
      return rowsOfText(found?.rows ?? '[]');
    },
    superseded: () =>
      findSuperseded(
        options,
        `(
        select ${partOf(String(oid), 'start', 'length')}::pg_catalog.jsonb as rows
        from unnest('{${starts.join(',')}}'::bigint[], '{${lengths.join(',')}}'::integer[])
          as range (start, length)) as spool`,
      ),
    discard: async () => {
      await connection.query('select pg_catalog.lo_unlink($1::bigint::pg_catalog.oid)', [oid]);
    },
  };
}

/**
 * Finds the rows whose key comes again. No row of the target is read, but its columns give the keys
 * their collation.
 */
async function findSuperseded(
  { connection, target, keys, columns }: SpoolOptions,
  /** A subquery of all ranges, each a `jsonb` as {@link spooledText} writes it, in column `rows`. */
  spool: string,
): Promise<ReadonlySet<number>> {
  const names = keys.map(({ column }) => column.name);
  const list = quoteIdentifiers(names);
  const place = quoteIdentifier(freeName('wdh_position', names));
  const casts = keys.map((key) => {
    const { name, castName } = key.column;
    const element = `(row operator(pg_catalog.->) 3) operator(pg_catalog.->>) ${columns.indexOf(key)}`;
    const array = `pg_catalog.concat('{', ${element}, '}')::pg_catalog.text[]`;
    return `(${array})[1]::${castName} as ${quoteIdentifier(name)}`;
  });
  const found = await connection.query<{ readonly position: string }>(`
    select ${place}::pg_catalog.text as position from (
      select ${place}, pg_catalog.row_number() over (partition by ${list} order by ${place} desc) as age
      from (
        select null::bigint as ${place}, ${list} from ${quoteTableName(target.catalog)} where false
        union all
        select (row operator(pg_catalog.->>) 0)::bigint, ${casts.join(', ')}
        from ${spool} cross join pg_catalog.jsonb_array_elements(spool.rows) as element (row)
      ) as typed
    ) as aged where age operator(pg_catalog.>) 1`);
  return new Set(found.map(({ position }) => Number(position)));
}
