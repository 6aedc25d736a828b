import { identityError } from '../column-type/identity-column.js';
import type { TableCatalog } from '../table-catalog.js';
import type { TargetUse } from '../target-use.js';
import type { TargetColumn } from '../target.js';

/**
 * The server takes other values for an identity in new rows only.
 *
 * @throws WdhError `COLUMN_IS_IDENTITY` where an upsert would have to change one.
 */
export function checkIdentities(
  table: string,
  use: TargetUse,
  columns: readonly TargetColumn[],
  keys: readonly TargetColumn[],
): void {
  if (!use.updatesRows) return;
  const changed = columns.find((known) => known.column.identity === 'a' && !keys.includes(known));
  if (changed === undefined) return;
  throw identityError(
    `Column "${changed.property}" of ${table} is GENERATED ALWAYS AS IDENTITY, and an upsert cannot change it in a row that is there. Make it the upsert key, or leave the column out of the rows.`,
  );
}

/** The part of an INSERT that has the server keep values for such columns; empty without them. */
export function overriding({ columns }: TableCatalog, names: readonly string[]): string {
  const isNeeded = columns.some(({ name, identity }) => identity === 'a' && names.includes(name));
  return isNeeded ? 'overriding system value' : '';
}
