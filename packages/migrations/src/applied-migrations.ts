import type { Queryable } from '@wdh/postgres';
import { privilegeMissing } from '@wdh/postgres';
import type { CatalogChange } from './catalog/catalog-changes.js';
import type { Migration } from './folder/migration-folder.js';

/** A migration as the database records it. */
export interface AppliedMigration {
  readonly folder: string;
  readonly file: string;
  readonly sha256: string;
  /** SHA-256 of the down file at that time; null if there was none. */
  readonly downSha256: string | null;
  /**
   * What it changed in the catalog; null if applied by a version of this package that did not record
   * it.
   */
  readonly changes: readonly CatalogChange[] | null;
  /** As the server formats it, with its time zone. */
  readonly appliedAt: string;
}

/** Counts the columns of the table that were added later; no row if the table does not exist. */
const tableQuery = `
  select count(a.attname)::int as columns from pg_attribute a
  where a.attrelid = to_regclass('public.schema_migrations')
    and a.attname in ('position', 'down_sha256', 'changes')`;

/**
 * Creates or completes the table of applied migrations. Roles that default privileges grant access
 * to it may only read it.
 */
export async function createMigrationTable(on: Queryable): Promise<void> {
  const [table] = await on.query<{ columns: number }>(tableQuery);
  if (table?.columns === 3) return;
  await on.query(`
    create table if not exists public.schema_migrations (
      folder text not null,
      file text not null,
      sha256 text not null,
      applied_at timestamp with time zone not null default now(),
      primary key (folder, file)
    );
    alter table public.schema_migrations
      add column if not exists position bigint generated always as identity,
      add column if not exists down_sha256 text,
      add column if not exists changes jsonb;
    do $$
    declare
      reader text;
    begin
      for reader in
        select distinct grantee::regrole::text from pg_class, aclexplode(relacl)
        where oid = 'public.schema_migrations'::regclass and grantee <> relowner and grantee <> 0
      loop
        execute format(
          'revoke insert, update, delete, truncate on public.schema_migrations from %s', reader);
      end loop;
      revoke insert, update, delete, truncate on public.schema_migrations from public;
    end $$`);
}

/**
 * Returns the applied migrations of all folders, in order; none if the table does not exist.
 *
 * @throws WdhError `PRIVILEGE_MISSING`.
 */
export async function readAppliedMigrations(on: Queryable): Promise<readonly AppliedMigration[]> {
  const [table] = await on.query<{ canRead: boolean | null }>(
    `select has_table_privilege(to_regclass('public.schema_migrations'), 'SELECT') as "canRead"`,
  );
  const canRead = table?.canRead ?? null;
  if (canRead === null) return [];
  if (!canRead) throw privilegeMissing(['SELECT on public.schema_migrations']);
  // Through JSON, so that a table of an earlier version, with fewer columns, can be read as well.
  return on.query<AppliedMigration>(`
    select folder, file, sha256, applied_at::text as "appliedAt",
      to_jsonb(m) ->> 'down_sha256' as "downSha256", to_jsonb(m) -> 'changes' as changes
    from public.schema_migrations m
    order by (to_jsonb(m) ->> 'position')::bigint, applied_at, file collate "C"`);
}

/** Records a migration as applied, with its changes in the catalog. */
export async function recordMigration(
  on: Queryable,
  { folder, file, sha256, down }: Migration,
  changes: readonly CatalogChange[],
): Promise<void> {
  await on.query(
    `insert into public.schema_migrations (folder, file, sha256, down_sha256, changes)
     values ($1, $2, $3, $4, $5::text::jsonb)`,
    [folder, file, sha256, down?.sha256 ?? null, JSON.stringify(changes)],
  );
}

/** Removes the record of a migration. */
export async function forgetMigration(
  on: Queryable,
  { folder, file }: Pick<Migration, 'folder' | 'file'>,
): Promise<void> {
  await on.query('delete from public.schema_migrations where folder = $1 and file = $2', [
    folder,
    file,
  ]);
}
