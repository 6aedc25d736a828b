import { createHash } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';
import { type Queryable, pinSession, DatabaseError } from '@wdh/postgres';
import { migrationError } from './folder/migration-error.js';
import type { Migration } from './folder/migration-folder.js';

/** Names without a schema mean public, whatever the role's own search path says. */
const takeFilePath = 'set local search_path to public, pg_temp';

/** Begins the transaction of a migration. */
export async function beginMigration(on: Queryable, lockTimeoutMs: number): Promise<void> {
  await on.query(
    `begin isolation level read committed; set local lock_timeout = ${Math.ceil(lockTimeoutMs)}`,
  );
}

/** Commits it: triggers that wait for COMMIT run in it, under the path of the files. */
export async function commitMigration(on: Queryable): Promise<void> {
  await on.query(takeFilePath);
  await on.query('commit');
}

/**
 * Runs the statements of a migration's file inside of the transaction, which they cannot end: a
 * COMMIT among them would keep half of the migration. What they set for the session, as files of
 * pg_dump do, ends with them.
 *
 * @throws WdhError `MIGRATION_FAILED`; `MIGRATION_LOCKED` where a lock was not granted in time;
 * those of the connection.
 */
export async function runStatements(
  on: Queryable,
  { folder }: Pick<Migration, 'folder'>,
  file: string,
  sql: string,
): Promise<void> {
  // No text holds its own hash, so that none can end the quotation.
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
      `Migration ${file} of ${folder} did not get its locks. ${error.summary} Nothing of it stays. Try again when no load is running, or raise lockAttempts.`,
      { code: 'MIGRATION_LOCKED', category: 'locked', isRetryable: true, cause: error },
    );
  }
  const reason =
    error instanceof DatabaseError && error.sqlState === '0A000'
      ? 'The server does not support one of its statements; begin, commit and rollback are none of its business.'
      : error.summary;
  return migrationError(
    'MIGRATION_FAILED',
    folder,
    file,
    `failed. ${reason} Nothing of it stays.`,
    error,
  );
}
