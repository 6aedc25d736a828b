import { superuser } from './cluster/create-cluster.js';
import { withAdminConnection } from './database/admin-connection.js';
import { createDatabase } from './database/create-database.js';
import { databaseUrl } from './database/database-url.js';
import { dropDatabase } from './database/drop-database.js';
import { LocalPostgresError } from './errors/local-postgres-error.js';
import type { LocalPostgres } from './local-postgres.js';
import { holdByPgCtl } from './pg-ctl/hold-by-pg-ctl.js';
import type { HeldServer, HoldRequest } from './server/held-server.js';
import { holdBySupervisor } from './supervision/hold-by-supervisor.js';

const host = '127.0.0.1';
const attempts = 3;

/** The database of a cluster to use, and its credentials. */
export interface Entrance {
  readonly database: string;
  readonly password: string;
  /** Whether the server keeps running without users. */
  readonly keepRunning: boolean;
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

async function enter(
  held: HeldServer,
  dataDir: string,
  entrance: Entrance,
): Promise<LocalPostgres> {
  const { database, password } = entrance;
  const { port } = held;
  const serverUrl = `postgres://${superuser}:${password}@${host}:${port}/postgres`;
  const url = await createDatabase(serverUrl, database, { ifMissing: true });
  const version = await serverVersion(serverUrl);
  if (entrance.keepRunning) await held.keep();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= held.release());
  return Object.freeze({
    url,
    displayUrl: databaseUrl(`postgres://${superuser}@${host}:${port}`, database),
    host,
    port,
    user: superuser,
    database,
    dataDir,
    version,
    createDatabase: (name: string, options: { readonly template?: string | undefined } = {}) =>
      createDatabase(serverUrl, name, { template: options.template }),
    dropDatabase: (name: string) => dropDatabase(serverUrl, name),
    stop,
    [Symbol.asyncDispose]: stop,
  });
}

/**
 * Starts or joins the server of a cluster and creates its database if missing. A server that is
 * stopped at this moment is started again.
 *
 * @throws LocalPostgresError
 */
export async function openServer(request: HoldRequest, entrance: Entrance): Promise<LocalPostgres> {
  const { folder } = request;
  for (let attempt = 1; ; attempt += 1) {
    const held = await holdServer(request);
    try {
      return await enter(held, folder.path, entrance);
    } catch (error) {
      await held.release();
      if (error instanceof LocalPostgresError) throw error;
      // A temporary cluster is removed with its server.
      if (folder.isTemporary || attempt === attempts) {
        throw new LocalPostgresError(
          'LOCAL_POSTGRES_START_FAILED',
          `The server of ${folder.path} runs, but its database "${entrance.database}" cannot be opened: ${(error as Error).message}`,
          { cause: error },
        );
      }
    }
  }
}
