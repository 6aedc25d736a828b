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

/** Options of every function of this package. */
export interface MigratorOptions {
  /** Contains the password: it is not logged, and errors do not contain it. */
  readonly connectionUrl: string;
  /** In the order in which they depend on one another. */
  readonly folders: readonly MigrationFolder[];
  /** Discards events by default. */
  readonly logger?: Logger | undefined;
  /** Longest time without an answer of the server, in milliseconds. Default 300,000. */
  readonly deadlineMs?: number | undefined;
  /**
   * Longest wait for a lock on a table, in milliseconds. Default 3,000. Readers of that table wait
   * meanwhile; a pause of the same length before the next attempt lets them run.
   */
  readonly lockTimeoutMs?: number | undefined;
  /** Number of attempts to lock tables. Default 5. */
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

/** The lock between processes: exclusive to change the schema, shared to compare. */
export type Turn = 'alone' | 'shared' | 'none';

/**
 * Reads the folders, connects, waits for the lock, runs the work, and closes the connection, which
 * rolls back uncommitted changes. If a table is locked by others, all of it is repeated after a
 * pause, so `work` must determine itself what is left to do.
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
    throw new WdhError(`Two folders of migrations are named ${twice}. Rename one.`, {
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
      // Held until the connection ends. The same name in all databases of this product.
      await connection.query(`select ${lock}(hashtextextended('wdh migrations', 0))`);
    }
    return await work(connection);
  } finally {
    unwatch();
    await connection.close();
  }
}
