import { rm } from 'node:fs/promises';
import { findPlatformPackage, majorVersion } from './binaries/platform-package.js';
import { findServerPrograms } from './binaries/server-programs.js';
import type { ClusterFolder } from './cluster/cluster-folder.js';
import { claimKeptFolder } from './cluster/claim-kept-folder.js';
import { createCluster, superuser } from './cluster/create-cluster.js';
import { makeTemporaryFolder } from './cluster/make-temporary-folder.js';
import { withAdminConnection } from './database/admin-connection.js';
import { createDatabase } from './database/create-database.js';
import { databaseUrl } from './database/database-url.js';
import { dropDatabase } from './database/drop-database.js';
import type { LocalPostgres } from './local-postgres.js';
import { holdByPgCtl } from './pg-ctl/hold-by-pg-ctl.js';
import type { HeldServer, HoldRequest } from './server/held-server.js';
import { holdBySupervisor } from './supervision/hold-by-supervisor.js';

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

  const installed = await findPlatformPackage();
  const { folder, account } =
    dataDir === undefined
      ? await makeTemporaryFolder()
      : await claimKeptFolder(dataDir, majorVersion(installed.packageVersion), onLog);
  try {
    const programs = await findServerPrograms(installed, account, onLog);
    const password = await createCluster(folder, programs, account, startTimeoutMs);
    const deadline = performance.now() + startTimeoutMs;
    const held = await holdServer({ folder, account, programs, port, settings, deadline });
    return await openServer(held, { database, password, folder });
  } catch (error) {
    if (folder.isTemporary) await rm(folder.path, { recursive: true, force: true });
    throw error;
  }
}

function holdServer(request: HoldRequest): Promise<HeldServer> {
  return process.platform === 'win32' ? holdByPgCtl(request) : holdBySupervisor(request);
}

async function serverVersion(url: string): Promise<string> {
  return withAdminConnection(url, async (sql) => {
    const [row] = await sql<{ server_version: string }[]>`SHOW server_version`;
    return row?.server_version ?? '';
  });
}

async function openServer(
  held: HeldServer,
  cluster: {
    readonly database: string;
    readonly password: string;
    readonly folder: ClusterFolder;
  },
): Promise<LocalPostgres> {
  const { database, password, folder } = cluster;
  const { port } = held;
  const serverUrl = `postgres://${superuser}:${password}@${host}:${port}/postgres`;
  let version: string;
  try {
    await createDatabase(serverUrl, database, { ifMissing: true });
    version = await serverVersion(serverUrl);
  } catch (error) {
    await held.release();
    throw error;
  }
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= held.release());
  return Object.freeze({
    url: databaseUrl(serverUrl, database),
    displayUrl: databaseUrl(`postgres://${superuser}@${host}:${port}`, database),
    host,
    port,
    user: superuser,
    database,
    dataDir: folder.path,
    version,
    createDatabase: (name: string, options: { readonly template?: string | undefined } = {}) =>
      createDatabase(serverUrl, name, { template: options.template }),
    dropDatabase: (name: string) => dropDatabase(serverUrl, name),
    stop,
    [Symbol.asyncDispose]: stop,
  });
}
