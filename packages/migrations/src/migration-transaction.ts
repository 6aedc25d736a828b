import { createHash } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';
import { type Queryable, pinSession, DatabaseError } from '@wdh/postgres';
import { migrationError } from './folder/migration-error.js';
import type { Migration } from './folder/migration-folder.js';

/** Names without a schema are in public, regardless of the role's search path. */
const takeFilePath = 'set local search_path to public, pg_temp';

/** Begins the transaction of a migration. */
export async function beginMigration(on: Queryable, lockTimeoutMs: number): Promise<void> {
  await on.query(
    `begin isolation level read committed; set local lock_timeout = ${Math.ceil(lockTimeoutMs)}`,
  );
}

/** Commits it. Deferred triggers run in COMMIT, under the search path of the files. */
export async function commitMigration(on: Queryable): Promise<void> {
  await on.query(takeFilePath);
  await on.query('commit');
}

/**
 * Runs the statements of a migration file inside the transaction. They cannot end it, because a
 * COMMIT among them would keep half of the migration. Session settings that they change, as files of
 * pg_dump do, are reset afterwards.
 *
 * @throws WdhError `MIGRATION_FAILED`; `MIGRATION_LOCKED` if a lock was not granted in time; the
 * errors of the connection.
 */
export async function runStatements(
  on: Queryable,
  { folder }: Pick<Migration, 'folder'>,
  file: string,
  sql: string,
): Promise<void> {
  // The tag contains the hash of the text, so that the text cannot end the quotation.
  const tag = createHash('sha256').update(sql).digest('hex').slice(0, 32);
  await on.query(takeFilePath);
  try {
    await on.query(
      `do $do_${tag}$ begin execute $sql_${tag}$${sql}\n$sql_${tag}$; end $do_${tag}$`,
    );
    await on.query(pinSession);
  } catch (error) {
    throw explain(folder, file, error);
  }
}

function explain(folder: string, file: string, error: unknown): unknown {
  if (!(error instanceof WdhError) || error.category === 'connection') return error;
  if (error.category === 'locked') {
    return new WdhError(
      `Migration ${file} of ${folder} did not get its locks. ${error.summary} It was rolled back. Try again when no load is running, or raise lockAttempts.`,
      { code: 'MIGRATION_LOCKED', category: 'locked', isRetryable: true, cause: error },
    );
  }
  const reason =
    error instanceof DatabaseError && error.sqlState === '0A000'
      ? 'The server does not support one of its statements; a migration must not contain begin, commit or rollback.'
      : error.summary;
  return migrationError(
    'MIGRATION_FAILED',
    folder,
    file,
    `failed. ${reason} It was rolled back.`,
    error,
  );
}
