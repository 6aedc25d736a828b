import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import {
  parseConnectionUrl,
  type ServerAddress,
  DedicatedConnection,
  stopOn,
  interrupted,
} from '@wdh/postgres';
import { type Migration, type MigrationFolder, readMigrations } from './folder/migration-folder.js';

/** What every function about migrations needs. */
export interface MigratorOptions {
  /** Holds the password: it is not logged, and no error contains it. */
  readonly connectionUrl: string;
  /** In the order in which they build on one another. */
  readonly folders: readonly MigrationFolder[];
  /** Discards events by default. */
  readonly logger?: Logger | undefined;
  /** Longest time without an answer of the server, in milliseconds. Default 300,000. */
  readonly deadlineMs?: number | undefined;
  /**
   * Longest wait for a lock on a table, in milliseconds. Default 3,000. Readers of that table wait
   * behind the migration, and may continue for as long before the next attempt.
   */
  readonly lockTimeoutMs?: number | undefined;
  /** How often locks on tables are waited for. Default 5. */
  readonly lockAttempts?: number | undefined;
  /** Stops the migrations; what was not committed is rolled back. */
  readonly signal?: AbortSignal | undefined;
}

/** The files of the folders, by folder, and a connection to the database. */
export interface Migrator {
  readonly connection: DedicatedConnection;
  readonly files: readonly (readonly Migration[])[];
  readonly folderNames: readonly string[];
  readonly lockTimeoutMs: number;
}

/** How processes take turns: who changes the schema alone, who compares with one another. */
export type Turn = 'alone' | 'shared' | 'none';

/**
 * Reads the folders, connects, waits for its turn, works, and ends the connection, by which the
 * server rolls back what was not committed. Where a table is locked by others, all of it is done
 * again after a pause, so that `work` must find out by itself what is left to do.
 *
 * @throws WdhError `MIGRATION_LOCKED` after the last attempt; `INTERRUPTED`.
 */
export async function withMigrator<Result>(
  options: MigratorOptions,
  turn: Turn,
  work: (migrator: Migrator) => Promise<Result>,
): Promise<Result> {
  const { connectionUrl, folders, deadlineMs = 300_000, lockTimeoutMs = 3_000 } = options;
  const { signal, lockAttempts = 5, logger = silentLogger } = options;
  const address = parseConnectionUrl(connectionUrl);
  const folderNames = folders.map(({ name }) => name);
  const twice = folderNames.find((name, index) => folderNames.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new WdhError(`Two folders of migrations are called ${twice}. Give one another name.`, {
      code: 'MIGRATION_FOLDER_TWICE',
      category: 'usage',
    });
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const files = await Promise.all(folders.map(readMigrations));
      const migrator = { files, folderNames, lockTimeoutMs };
      return await takeTurn(address, { deadlineMs, signal }, turn, (connection) =>
        work({ ...migrator, connection }),
      );
    } catch (error) {
      if (signal?.aborted === true) throw interrupted(signal, 'migration');
      const isLocked = error instanceof WdhError && error.code === 'MIGRATION_LOCKED';
      if (!isLocked || attempt >= lockAttempts) throw error;
      logger.warn('migration.locked', { attempt, lockAttempts, lockTimeoutMs });
      await sleep(lockTimeoutMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function takeTurn<Result>(
  address: ServerAddress,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal | undefined },
  turn: Turn,
  work: (connection: DedicatedConnection) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const connection = await DedicatedConnection.open(address, {
    applicationName: 'wdh migrate',
    deadlineMs,
    isWithoutRows: true,
  });
  const unwatch = stopOn(signal, connection, 'migration');
  try {
    if (turn !== 'none') {
      const lock = turn === 'alone' ? 'pg_advisory_lock' : 'pg_advisory_lock_shared';
      // Held until the connection ends. One name for all databases of this product.
      await connection.query(`select ${lock}(hashtextextended('wdh migrations', 0))`);
    }
    return await work(connection);
  } finally {
    unwatch();
    await connection.close();
  }
}
