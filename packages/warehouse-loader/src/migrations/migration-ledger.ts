import type { Queryable } from '../connection/queryable.js';
import type { Migration } from './migration-folder.js';

/** A migration as the database remembers it. */
export interface AppliedMigration {
  readonly folder: string;
  readonly file: string;
  readonly sha256: string;
}

/** Creates the table in which the database remembers its migrations, where it is not there yet. */
export async function createMigrationLedger(on: Queryable): Promise<void> {
  await on.query(`
    create table if not exists public.schema_migrations (
      folder text not null,
      file text not null,
      sha256 text not null,
      applied_at timestamp with time zone not null default now(),
      primary key (folder, file)
    )`);
}

/** Reads what was applied of a folder, in order. */
export async function readMigrationLedger(
  on: Queryable,
  folder: string,
): Promise<readonly AppliedMigration[]> {
  return on.query<AppliedMigration>(
    'select folder, file, sha256 from public.schema_migrations where folder = $1 order by file collate "C"',
    [folder],
  );
}

/** Remembers a migration as applied. */
export async function recordMigration(
  on: Queryable,
  { folder, file, sha256 }: Migration,
): Promise<void> {
  await on.query(
    'insert into public.schema_migrations (folder, file, sha256) values ($1, $2, $3)',
    [folder, file, sha256],
  );
}
