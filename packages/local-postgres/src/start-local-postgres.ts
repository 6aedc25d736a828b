import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findPlatformPackage, majorVersion } from './binaries/platform-package.js';
import {
  defaultVersion,
  type PostgresVersion,
  requirePostgresVersion,
} from './binaries/postgres-version.js';
import { findServerPrograms } from './binaries/server-programs.js';
import { claimKeptFolder } from './cluster/claim-kept-folder.js';
import { createCluster } from './cluster/create-cluster.js';
import { makeTemporaryFolder } from './cluster/make-temporary-folder.js';
import { requireDatabaseName } from './database/database-name.js';
import { LocalPostgresError } from './errors/local-postgres-error.js';
import type { LocalPostgres } from './local-postgres.js';
import { openServer } from './open-server.js';
import { sweepTemporaryFolders } from './supervision/sweep-temporary-folders.js';

/** Options of {@link startLocalPostgres}. All are optional. */
export interface StartLocalPostgresOptions {
  /**
   * Major version of PostgreSQL. Default 17, which is a dependency of this package; others are
   * installed separately, by the command in the error message.
   */
  readonly version?: PostgresVersion | undefined;
  /** Folder that keeps the data between runs. Default: a temporary one, removed at the end. */
  readonly dataDir?: string | undefined;
  /**
   * Port on 127.0.0.1; with `dataDir` it is remembered for the next start. Default: the remembered
   * one, or another if another program uses that (`onLog` reports it); a free one the first time
   * and for a temporary folder.
   */
  readonly port?: number | undefined;
  /**
   * Whether the server of `dataDir` keeps running after its last user has ended, until
   * `stopLocalPostgres` or the end of the machine. Default false. Also keeps a server that other
   * processes have started.
   */
  readonly keepRunning?: boolean | undefined;
  /** Database to use, created if missing. Default `wdh`. */
  readonly database?: string | undefined;
  /**
   * Parameters of postgresql.conf for this run, such as `{ max_connections: '200' }`. Without
   * effect on a server that already runs for another process.
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * Called with a line of information, such as the actual folder of the data. The log of the server
   * itself is written to a file in the folder of the cluster, as it may contain cell values.
   */
  readonly onLog?: ((line: string) => void) | undefined;
  /** For creating the cluster and for starting the server, each. Default 60 000. */
  readonly startTimeoutMs?: number | undefined;
}

/**
 * Starts a real PostgreSQL server from npm, or joins the one that already runs on `dataDir`.
 *
 * It listens on 127.0.0.1 only, with a random password for each cluster. It stops with the last
 * process that uses it, however that process ends, including by SIGKILL, unless `keepRunning` is set;
 * no signal is intercepted.
 * For root, the server runs as user `postgres` or `nobody`.
 *
 * @throws LocalPostgresError with a code of {@link LocalPostgresErrorCode}
 * @example
 * await using server = await startLocalPostgres({ dataDir: '.wdh/postgres' });
 * const sql = postgres(server.url);
 */
export async function startLocalPostgres(
  options: StartLocalPostgresOptions = {},
): Promise<LocalPostgres> {
  const { version = defaultVersion, database = 'wdh', startTimeoutMs = 60_000 } = options;
  const { dataDir, port, settings = {}, keepRunning = false } = options;
  const onLog = options.onLog ?? (() => undefined);

  requireDatabaseName(database);
  if (keepRunning && dataDir === undefined) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_SETTING_INVALID',
      'Only the server of a `dataDir` can be kept running: a temporary one has no name by which it is stopped. Set `dataDir`.',
    );
  }
  const installed = await findPlatformPackage({ version: requirePostgresVersion(version) });
  const { folder, account } =
    dataDir === undefined
      ? await makeTemporaryFolder()
      : await claimKeptFolder(dataDir, majorVersion(installed.packageVersion), onLog);
  if (folder.isTemporary) {
    await sweepTemporaryFolders(path.dirname(folder.path), account.ids?.uid ?? process.geteuid?.());
  }
  try {
    const programs = await findServerPrograms(installed, account, onLog);
    const password = await createCluster(folder, programs, account, startTimeoutMs);
    const deadline = performance.now() + startTimeoutMs;
    const request = { folder, account, programs, port, settings, deadline, onLog };
    return await openServer(request, { database, password, keepRunning });
  } catch (error) {
    if (folder.isTemporary) await rm(folder.path, { recursive: true, force: true });
    throw error;
  }
}
