import { type Logger, WdhError } from '@wdh/pipeline-core';
import { parseConnectionUrl } from '../address/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import { type Migration, type MigrationFolder, readMigrations } from './folder/migration-folder.js';

/** What every function about migrations needs. */
export interface MigratorOptions {
  /** Holds the password: it is not logged, and no error tells it. */
  readonly connectionUrl: string;
  /** In the order in which they build on one another. */
  readonly folders: readonly MigrationFolder[];
  /** Discards events by default. */
  readonly logger?: Logger | undefined;
  /** Longest time without an answer of the server, in milliseconds. Default 300,000. */
  readonly deadlineMs?: number | undefined;
  /**
   * Longest wait for a lock on a table, in milliseconds. Default 10,000. Who reads that table
   * waits behind us meanwhile: longer is kinder to a load that is running, and worse for readers.
   */
  readonly lockTimeoutMs?: number | undefined;
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
 * server rolls back what was not committed.
 */
export async function withMigrator<Result>(
  options: MigratorOptions,
  turn: Turn,
  work: (migrator: Migrator) => Promise<Result>,
): Promise<Result> {
  const { connectionUrl, folders, deadlineMs = 300_000, lockTimeoutMs = 10_000 } = options;
  const address = parseConnectionUrl(connectionUrl);
  const folderNames = folders.map(({ name }) => name);
  const twice = folderNames.find((name, index) => folderNames.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new WdhError(`Two folders of migrations are called ${twice}. Give one another name.`, {
      code: 'MIGRATION_FOLDER_TWICE',
      category: 'usage',
    });
  }
  const files = await Promise.all(folders.map(readMigrations));
  const connection = await DedicatedConnection.open(address, {
    applicationName: 'wdh migrate',
    deadlineMs,
  });
  try {
    if (turn !== 'none') {
      const lock = turn === 'alone' ? 'pg_advisory_lock' : 'pg_advisory_lock_shared';
      // Held until the connection ends. One name for all databases of this product.
      await connection.query(`select ${lock}(hashtextextended('wdh migrations', 0))`);
    }
    return await work({ connection, files, folderNames, lockTimeoutMs });
  } finally {
    await connection.close();
  }
}
