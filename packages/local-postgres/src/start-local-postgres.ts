import { closeSync } from 'node:fs';
import { chooseServerAccount } from './account/server-account.js';
import { findServerPrograms } from './binaries/server-programs.js';
import { claimKeptFolder } from './cluster/claim-kept-folder.js';
import { createCluster, superuser } from './cluster/create-cluster.js';
import { makeTemporaryFolder } from './cluster/make-temporary-folder.js';
import { withAdminConnection } from './database/admin-connection.js';
import { createDatabase } from './database/create-database.js';
import { databaseUrl } from './database/database-url.js';
import { dropDatabase } from './database/drop-database.js';
import type { LocalPostgres } from './local-postgres.js';
import { holdServer } from './server/hold-server.js';
import { writeHolderFile } from './server/holder-file.js';
import { releaseServer } from './server/release-server.js';

const host = '127.0.0.1';

/** How a local server is started. Everything may be left out. */
export interface StartLocalPostgresOptions {
  /** Folder that keeps the data between runs. Default: a temporary one, removed at the end. */
  readonly dataDir?: string | undefined;
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number | undefined;
  /** Database to use, created if missing. Default `wdh`. */
  readonly database?: string | undefined;
  /**
   * Parameters of postgresql.conf for this run, such as `{ max_connections: '200' }`. Without
   * effect on a server that already runs for another process.
   */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /**
   * Receives a line where something deserves to be known, such as where the data really lies. What
   * the server itself says goes to a file in the folder of the cluster: it may hold cell values.
   */
  readonly onLog?: ((line: string) => void) | undefined;
  /** For creating the cluster and for starting the server, each. Default 60 000. */
  readonly startTimeoutMs?: number | undefined;
}

/**
 * Starts a real PostgreSQL server from npm, or joins the one that already serves `dataDir`.
 *
 * It listens on 127.0.0.1 only, with a random password for each cluster. It stops with the last
 * process that uses it, however that one ends, SIGKILL included; no signal is intercepted. Runs as
 * root as well: then the server runs as user `postgres` or `nobody`.
 *
 * @throws LocalPostgresError with a code of {@link LocalPostgresErrorCode}
 * @example
 * await using server = await startLocalPostgres({ dataDir: '.wdh/postgres' });
 * const sql = postgres(server.url);
 */
export async function startLocalPostgres(
  options: StartLocalPostgresOptions = {},
): Promise<LocalPostgres> {
  const { dataDir, port, database = 'wdh', settings = {}, startTimeoutMs = 60_000 } = options;
  const onLog = options.onLog ?? (() => undefined);

  const account = await chooseServerAccount(dataDir);
  const programs = await findServerPrograms(account, onLog);
  const folder =
    dataDir === undefined
      ? await makeTemporaryFolder(account)
      : await claimKeptFolder(dataDir, account, programs.majorVersion, onLog);
  const password = await createCluster(folder, programs, account, startTimeoutMs);
  const deadline = performance.now() + startTimeoutMs;
  const held = await holdServer({ folder, account, programs, port, settings, deadline });

  const displayUrl = `postgres://${superuser}@${host}:${held.port}/${encodeURIComponent(database)}`;
  const serverUrl = `postgres://${superuser}:${password}@${host}:${held.port}/postgres`;
  let version: string;
  let holderFile: string;
  try {
    holderFile = await writeHolderFile(folder);
    await createDatabase(serverUrl, database, { ifMissing: true });
    version = await withAdminConnection(serverUrl, async (sql) => {
      const [row] = await sql<{ server_version: string }[]>`SHOW server_version`;
      return row?.server_version ?? '';
    });
  } catch (error) {
    closeSync(held.fd);
    throw error;
  }

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= releaseServer(folder, held, holderFile));
  return Object.freeze({
    url: databaseUrl(serverUrl, database),
    displayUrl,
    host,
    port: held.port,
    user: superuser,
    database,
    dataDir: folder.path,
    version,
    createDatabase: (name: string, how: { readonly template?: string | undefined } = {}) =>
      createDatabase(serverUrl, name, { template: how.template }),
    dropDatabase: (name: string) => dropDatabase(serverUrl, name),
    stop,
    [Symbol.asyncDispose]: stop,
  });
}
