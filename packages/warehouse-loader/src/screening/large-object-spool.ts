import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { type RowSpool, rowsOfText, spooledText } from './row-spool.js';

/**
 * Makes a spool in a large object, which any role may make, and which no other transaction ever
 * sees: it is gone before COMMIT.
 *
 * @see https://www.postgresql.org/docs/current/lo-funcs.html
 */
export async function openLargeObjectSpool(connection: DedicatedConnection): Promise<RowSpool> {
  const [made] = await connection.query<{ readonly oid: string }>(
    'select lo_create(0)::text as oid',
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
      await connection.query("select lo_put($1::bigint::oid, $2::bigint, convert_to($3, 'UTF8'))", [
        oid,
        end,
        text,
      ]);
      starts.push(end);
      lengths.push(Buffer.byteLength(text));
      end += Buffer.byteLength(text);
    },
    get: async (range) => {
      const [found] = await connection.query<{ readonly rows: string }>(
        "select convert_from(lo_get($1::bigint::oid, $2::bigint, $3::integer), 'UTF8') as rows",
        [oid, starts[range] ?? 0, lengths[range] ?? 0],
      );
      return rowsOfText(found?.rows ?? '[]');
    },
    get relation() {
      return `(
        select convert_from(lo_get(${oid}::bigint::oid, start, length), 'UTF8')::jsonb as rows
        from unnest('{${starts.join(',')}}'::bigint[], '{${lengths.join(',')}}'::integer[])
          as range (start, length)) as spool`;
    },
    discard: async () => {
      await connection.query('select lo_unlink($1::bigint::oid)', [oid]);
    },
  };
}
