import type { Queryable } from '@wdh/postgres';
import type { TableCatalog } from '../../catalog/table-catalog.js';

/**
 * Returns whether this transaction may have updated or deleted rows of a table, as a trigger can;
 * true where the server does not count it (`track_counts`).
 */
export async function mayHaveChangedRows(on: Queryable, { oid }: TableCatalog): Promise<boolean> {
  const [found] = await on.query<{ readonly unchanged: boolean }>(
    `select pg_catalog.current_setting('track_counts') operator(pg_catalog.=) 'on'
      and pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_updated(part.oid)
        operator(pg_catalog.+) pg_catalog.pg_stat_get_xact_tuples_deleted(part.oid))
        operator(pg_catalog.=) 0 as unchanged
    from (select ${oid}::pg_catalog.oid as oid
      union select relid from pg_catalog.pg_partition_tree(${oid})) as part`,
  );
  return found?.unchanged !== true;
}
