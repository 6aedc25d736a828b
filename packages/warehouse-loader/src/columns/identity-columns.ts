import { WdhError } from '@wdh/pipeline-core';
import type { LoadMode } from '../target/load-mode.js';
import type { TableCatalog } from '../target/table-catalog.js';
import type { TargetColumn } from '../target/target.js';

/** Why values for a column `GENERATED ALWAYS AS IDENTITY` are not taken. */
export const identityReason =
  'GENERATED ALWAYS AS IDENTITY, so that the server would number the rows anew. Set overridingSystemValue to keep their values, or leave the column out of the rows';

/** The load is to fail where rows have values that the server would replace by numbers of its own. */
export function columnIsIdentity(table: string, column: string): WdhError {
  return identityError(`Column "${column}" of ${table} is ${identityReason}.`);
}

/**
 * The server takes other values for an identity in new rows only.
 *
 * @throws WdhError `COLUMN_IS_IDENTITY` where an upsert would have to change one.
 */
export function checkIdentities(
  table: string,
  mode: LoadMode,
  columns: readonly TargetColumn[],
  keys: readonly TargetColumn[],
): void {
  if (mode !== 'upsert') return;
  const changed = columns.find((known) => known.column.identity === 'a' && !keys.includes(known));
  if (changed === undefined) return;
  throw identityError(
    `Column "${changed.property}" of ${table} is GENERATED ALWAYS AS IDENTITY, and an upsert cannot change it in a row that is there. Make it the upsert key, or leave the column out of the rows.`,
  );
}

function identityError(summary: string): WdhError {
  return new WdhError(summary, { code: 'COLUMN_IS_IDENTITY', category: 'schema' });
}

/** The part of an INSERT that has the server keep values for such columns; empty without them. */
export function overriding({ columns }: TableCatalog, names: readonly string[]): string {
  const isNeeded = columns.some(({ name, identity }) => identity === 'a' && names.includes(name));
  return isNeeded ? 'overriding system value' : '';
}
