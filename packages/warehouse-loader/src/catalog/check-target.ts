import { WdhError } from '@wdh/pipeline-core';
import { privilegeMissing } from '@wdh/postgres';
import { didYouMean } from './closest-name.js';
import { columnIsIdentity } from './column-type/identity-column.js';
import { explainIndexes } from './keys/table-index.js';
import type { TargetUse } from './target-use.js';
import type { Target, TargetColumn } from './target.js';

/**
 * Checks a target before the first row is read.
 *
 * @returns the columns of the upsert keys; none in modes without keys.
 * @throws WdhError of category `schema`: `TABLE_NOT_LOADABLE`, `COLUMN_NOT_FOUND`,
 * `COLUMN_MISSING`, `PRIVILEGE_MISSING`, `ROW_SECURITY_APPLIES`, `UPSERT_KEY_NOT_UNIQUE`, `COLUMN_IS_IDENTITY` or
 * `REPLACE_WOULD_CASCADE`; of category `usage`: `UPSERT_KEYS_MISSING`.
 */
export function checkTarget(
  target: Target,
  use: TargetUse,
  upsertKeys: readonly string[],
): readonly TargetColumn[] {
  checkTable(target);
  checkModel(target);
  const keys = use.matchesKeys ? findKeys(target, use, upsertKeys) : [];
  checkPrivileges(target, use, keys);
  if (use.deletesRows && target.catalog.cascades.length > 0) {
    throw schemaError(
      'REPLACE_WOULD_CASCADE',
      `Replacing the rows of ${target.name} would also delete or change rows of other tables, by ${target.catalog.cascades.join(', ')}. Upsert instead.`,
    );
  }
  return keys;
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

function findKeys(
  target: Target,
  use: TargetUse,
  upsertKeys: readonly string[],
): readonly TargetColumn[] {
  const { name, catalog, columns } = target;
  if (upsertKeys.length === 0) {
    throw new WdhError(`Mode ${use.name} needs upsertKeys for ${name}: the columns of its key.`, {
      code: 'UPSERT_KEYS_MISSING',
      category: 'usage',
    });
  }
  const properties = columns.map(({ property }) => property);
  const keys = upsertKeys.map((key) => {
    const found = columns.find(({ property }) => property === key);
    if (found !== undefined) return found;
    if (target.identities.includes(key)) throw columnIsIdentity(name, key);
    throw schemaError(
      'COLUMN_NOT_FOUND',
      `Table ${name} has no writable column "${key}"${didYouMean(key, properties)} to be an upsert key.`,
    );
  });
  const wanted = new Set(keys.map(({ column }) => column.name));
  const usable = catalog.indexes.filter((index) => index.isUsable);
  const isUnique = usable.some(
    (index) =>
      index.columns.length === wanted.size && index.columns.every((column) => wanted.has(column)),
  );
  if (isUnique) return keys;
  const existing = usable.map((index) => `(${index.columns.join(', ')})`).join(', ') || 'none';
  const others = explainIndexes(catalog.indexes, wanted);
  throw schemaError(
    'UPSERT_KEY_NOT_UNIQUE',
    `No unique index of ${name} covers exactly the upsert keys (${[...wanted].join(', ')}); existing: ${existing}.${others} Create one, or use the columns of an existing one.`,
  );
}

/** Privileges on single columns are checked when the columns of the rows are known. */
function checkPrivileges(
  { name, catalog, columns }: Target,
  use: TargetUse,
  keys: readonly TargetColumn[],
): void {
  const others = columns.filter((column) => !keys.includes(column));
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
