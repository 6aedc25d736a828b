import { identityError } from '../column-type/identity-column.js';
import type { TableCatalog } from '../table-catalog.js';
import type { TargetUse } from '../target-use.js';
import type { TargetColumn } from '../target.js';

/**
 * Checks that no identity column would be changed: the server accepts values for it in new rows
 * only.
 *
 * @throws WdhError `COLUMN_IS_IDENTITY` if an upsert would change one.
 */
export function checkIdentities(
  table: string,
  use: TargetUse,
  updated: readonly TargetColumn[],
): void {
  if (!use.updatesRows) return;
  const changed = updated.find((known) => known.column.identity === 'a');
  if (changed === undefined) return;
  throw identityError(
    `Column "${changed.property}" of ${table} is GENERATED ALWAYS AS IDENTITY, and an upsert cannot change it in an existing row. Make it the upsert key, or omit the column from the rows.`,
  );
}

/** The clause of INSERT with which the server keeps values for such columns; empty without them. */
export function overriding({ columns }: TableCatalog, names: readonly string[]): string {
  const isNeeded = columns.some(({ name, identity }) => identity === 'a' && names.includes(name));
  return isNeeded ? 'overriding system value' : '';
}
