import {
  type DedicatedConnection,
  takeOwnPath,
  takeUserPath,
  type KnownNames,
  quoteTableName,
} from '@wdh/postgres';
import { refuseReferenced } from './referring-keys.js';
import { isUnchanged, type TableCatalog } from './table-catalog.js';
import type { TargetUse } from './target-use.js';
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
  use: TargetUse,
  permits: WritePermits,
  check: (target: Target) => Checked,
): Promise<Checked> {
  const settle = async (target: Target, checked: Checked): Promise<Checked> => {
    connection.knowNames(namesOf(target.catalog));
    if (use.deletesRows) await refuseReferenced(connection, target);
    return checked;
  };
  const found = await findTarget(connection, into, use, permits);
  const checked = check(found);
  const table = quoteTableName(found.catalog);
  // Loads that stage their rows may lock out other writers later: one that holds a writer's lock by
  // then would be in the way of another one. EXPLAIN does not execute, but takes the lock of an INSERT,
  // for which LOCK TABLE would want more than a privilege on some columns. To plan it, the server may
  // run functions of the defaults.
  await connection.query(
    use.isStaged
      ? `lock table only ${table} in access share mode`
      : `${takeUserPath}; explain insert into ${table} default values; ${takeOwnPath}`,
  );
  // It may have changed before it was held. No transaction that ended since then means no change.
  if (await isUnchanged(connection, found.catalog)) return settle(found, checked);
  const held = await findTarget(connection, into, use, permits);
  return settle(held, check(held));
}

function namesOf({ tableNames, columns, constraintNames }: TableCatalog): KnownNames {
  return {
    tables: new Set(tableNames),
    columns: new Set(columns.map(({ name }) => name)),
    constraints: new Set(constraintNames),
  };
}
