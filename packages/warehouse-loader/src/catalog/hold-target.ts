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
 * Finds, checks and locks a target until the transaction ends: statements that change or drop the
 * table wait, reads and writes do not.
 *
 * @param check Throws if the target cannot be loaded, and returns what the check found.
 * @throws WdhError the errors of {@link findTarget}, {@link refuseReferenced} and of `check`.
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
    // A trigger may leave what no reset undoes, such as a setting of its own or variables of its language.
    if (target.catalog.hasTriggers) connection.forbidReuse();
    if (use.deletesRows) await refuseReferenced(connection, target);
    return checked;
  };
  const found = await findTarget(connection, into, use, permits);
  const checked = check(found);
  const table = quoteTableName(found.catalog);
  // Loads with a staging table may lock out other writers later, so they must not hold a writer's
  // lock before: two of them would block each other. EXPLAIN does not execute, but takes the lock of
  // an INSERT; LOCK TABLE would require more than privileges on some columns. To plan it, the server
  // may run functions of the defaults.
  await connection.query(
    use.isStaged
      ? `lock table only ${table} in access share mode`
      : `${takeUserPath}; explain insert into ${table} default values; ${takeOwnPath}`,
  );
  // It may have changed before it was locked. If no transaction ended since then, it has not.
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
