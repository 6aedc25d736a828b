import { WdhError } from '@wdh/pipeline-core';
import { privilegeMissing } from '@wdh/postgres';
import { didYouMean } from './closest-name.js';
import { findKey, type KeyIndex } from './keys/find-key.js';
import type { RowKey } from './keys/row-key.js';
import type { TargetUse } from './target-use.js';
import type { Target, TargetColumn } from './target.js';

/** How a load finds and changes the existing rows of a target. */
export interface TargetMatch {
  /** Null in modes without keys. */
  readonly key: RowKey | null;
  /** The columns that an update may change; null for all but those of the key. */
  readonly updatable: readonly TargetColumn[] | null;
}

/** The options that decide a {@link TargetMatch}. */
export interface MatchOptions {
  readonly upsertKeys?: readonly string[] | KeyIndex | undefined;
  readonly updateColumns?: readonly string[] | undefined;
}

/**
 * Checks a target before the first row is read.
 *
 * @throws WdhError of category `schema`: `TABLE_NOT_LOADABLE`, `COLUMN_NOT_FOUND`,
 * `COLUMN_MISSING`, `PRIVILEGE_MISSING`, `ROW_SECURITY_APPLIES`, `UPSERT_KEY_NOT_UNIQUE`, `COLUMN_IS_IDENTITY` or
 * `REPLACE_WOULD_CASCADE`; of category `usage`: `UPSERT_KEYS_MISSING` or `LOADER_OPTION_INVALID`.
 */
export function checkTarget(
  target: Target,
  use: TargetUse,
  { upsertKeys = [], updateColumns }: MatchOptions,
): TargetMatch {
  checkTable(target);
  checkModel(target);
  const key = use.matchesKeys ? findKey(target, use.name, upsertKeys) : null;
  const isLimited = use.updatesRows && key !== null && updateColumns !== undefined;
  const updatable = isLimited ? findUpdated(target, key, updateColumns) : null;
  checkPrivileges(target, use, updatable ?? without(target.columns, key));
  if (use.deletesRows && target.catalog.cascades.length > 0) {
    throw schemaError(
      'REPLACE_WOULD_CASCADE',
      `Replacing the rows of ${target.name} would also delete or change rows of other tables, by ${target.catalog.cascades.join(', ')}. Upsert instead.`,
    );
  }
  return { key, updatable };
}

function without(columns: readonly TargetColumn[], key: RowKey | null): readonly TargetColumn[] {
  return columns.filter((column) => key?.columns.includes(column) !== true);
}

function checkTable({ name, catalog }: Target): void {
  if (catalog.kind !== 'r' && catalog.kind !== 'p') {
    throw schemaError('TABLE_NOT_LOADABLE', `${name} is not a table and cannot be loaded.`);
  }
  if (catalog.isRowSecurityActive) {
    throw schemaError(
      'ROW_SECURITY_APPLIES',
      `The row-level security of ${name} applies to the role: its policies could deny rows, or hide them from the count. Load as the owner of the table or as a role with BYPASSRLS.`,
    );
  }
}

/** A drizzle table must describe the existing table. */
function checkModel({ name, catalog, columns, missing }: Target): void {
  const names = catalog.columns.map((column) => column.name);
  for (const column of missing) {
    throw schemaError(
      'COLUMN_NOT_FOUND',
      `Table ${name} has no column "${column}"${didYouMean(column, names)}, which its drizzle table has. Run its migrations.`,
    );
  }
  if (!columns.some(({ model }) => model !== null)) return;
  const known = new Set(columns.map(({ column }) => column.name));
  for (const column of catalog.columns) {
    if (column.isWritable && column.isNotNull && !column.hasDefault && !known.has(column.name)) {
      throw schemaError(
        'COLUMN_MISSING',
        `Column "${column.name}" of ${name} must not be null and has no default, and the drizzle table lacks it. Add it to the drizzle table.`,
      );
    }
  }
}

/** @throws WdhError `COLUMN_NOT_FOUND` or `LOADER_OPTION_INVALID`. */
function findUpdated(
  { name, columns }: Target,
  key: RowKey,
  updateColumns: readonly string[],
): readonly TargetColumn[] {
  const properties = columns.map(({ property }) => property);
  if (updateColumns.length === 0) {
    throw new WdhError(
      `updateColumns of ${name} is empty, so that no row would be updated. Name columns, or use mode insert_new.`,
      { code: 'LOADER_OPTION_INVALID', category: 'usage' },
    );
  }
  return updateColumns.map((wanted) => {
    const found = columns.find(({ property }) => property === wanted);
    if (found === undefined) {
      throw schemaError(
        'COLUMN_NOT_FOUND',
        `Table ${name} has no writable column "${wanted}"${didYouMean(wanted, properties)} for updateColumns.`,
      );
    }
    if (!key.columns.includes(found)) return found;
    throw new WdhError(
      `updateColumns of ${name} has "${wanted}", a column of the key, which an update does not change. Remove it.`,
      { code: 'LOADER_OPTION_INVALID', category: 'usage' },
    );
  });
}

/** Privileges on single columns are checked when the columns of the rows are known. */
function checkPrivileges(
  { name, catalog, columns }: Target,
  use: TargetUse,
  others: readonly TargetColumn[],
): void {
  const needed = [
    ['INSERT', columns.some(({ column }) => column.canInsert), columns.length > 0],
    ['SELECT', catalog.canSelect, use.isStaged],
    ['UPDATE', others.some(({ column }) => column.canUpdate), use.updatesRows && others.length > 0],
    ['DELETE', catalog.canDelete, use.deletesRows],
  ] as const;
  const lacking = needed
    .filter(([, isGranted, isNeeded]) => isNeeded && !isGranted)
    .map(([privilege]) => `${privilege} on ${name}`);
  if (use.isStaged && !catalog.canCreateTemporary) {
    lacking.push(`TEMPORARY on the database for mode ${use.name} (${catalog.grantTemporary})`);
  }
  if (lacking.length > 0) throw privilegeMissing(lacking);
}

function schemaError(code: string, summary: string): WdhError {
  return new WdhError(summary, { code, category: 'schema' });
}
