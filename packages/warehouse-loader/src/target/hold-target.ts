import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import type { Queryable } from '../connection/queryable.js';
import { takeOwnPath, takeUserPath } from '../connection/session-settings.js';
import type { KnownNames } from '../errors/catalog-names.js';
import type { LoadMode } from './load-mode.js';
import { refuseReferenced } from './referring-keys.js';
import type { TableCatalog } from './table-catalog.js';
import { quoteTableName } from './table-name.js';
import { findTarget, type Into, type Target, type WritePermits } from './target.js';

/**
 * Finds a target, checks it, and keeps it as it is until the transaction ends: who wants to change
 * or drop the table waits, who reads or writes it does not.
 *
 * @param check Throws where the target cannot be loaded, and returns what is known of it.
 * @throws WdhError those of {@link findTarget}, {@link refuseReferenced} and of `check`.
 */
export async function holdTarget<Checked>(
  connection: DedicatedConnection,
  into: Into,
  mode: LoadMode,
  permits: WritePermits,
  check: (target: Target) => Checked,
): Promise<Checked> {
  const found = await findTarget(connection, into, permits);
  check(found);
  const table = quoteTableName(found.catalog);
  // Upserts and replaces may lock out other writers later: whoever holds a writer's lock by then
  // would be in the way of its own kind. EXPLAIN does not execute, but takes the lock of an INSERT,
  // for which LOCK TABLE would want more than a privilege on some columns. To plan it, the server may
  // run functions of the defaults.
  await connection.query(
    mode === 'append'
      ? `${takeUserPath}; explain insert into ${table} default values; ${takeOwnPath}`
      : `lock table only ${table} in access share mode`,
  );
  // It may have changed before it was held.
  const held = await findTarget(connection, into, permits);
  const checked = check(held);
  connection.knowNames(await readNames(connection, held.catalog));
  if (mode === 'replace') await refuseReferenced(connection, held);
  return checked;
}

/** Names of a table and its partitions, of their constraints, and of their unique indexes. */
const namesQuery = `
with parts as (select $1::oid as oid union select relid from pg_partition_tree($1::oid))
select c.relname as name, true as "isTable" from pg_class c where c.oid in (select oid from parts)
union select conname, false from pg_constraint where conrelid in (select oid from parts)
union select i.relname, false from pg_index x join pg_class i on i.oid = x.indexrelid
  where x.indisunique and x.indrelid in (select oid from parts)`;

async function readNames(on: Queryable, { oid, columns }: TableCatalog): Promise<KnownNames> {
  const found = await on.query<{ name: string; isTable: boolean }>(namesQuery, [oid]);
  const namesOf = (isTable: boolean): ReadonlySet<string> =>
    new Set(found.filter((one) => one.isTable === isTable).map(({ name }) => name));
  const columnNames = new Set(columns.map(({ name }) => name));
  return { tables: namesOf(true), columns: columnNames, constraints: namesOf(false) };
}
