import { defaultVersion, type PostgresVersion } from '../binaries/postgres-version.js';
import { withAdminConnection } from '../database/admin-connection.js';
import { createDatabase } from '../database/create-database.js';
import { startLocalPostgres, type StartLocalPostgresOptions } from '../start-local-postgres.js';
import { dropTestDatabase } from './drop-test-database.js';
import { checkOutsideServer } from './outside-server.js';
import { partOfTestDatabase, testDatabaseName } from './test-database-name.js';
import { makeTemplate } from './test-template.js';

/** How a server for tests is had. */
export interface StartTestServerOptions extends Pick<
  StartLocalPostgresOptions,
  'version' | 'settings' | 'onLog'
> {
  /**
   * URL of a server that runs already, for a role that may create databases: it is used instead of
   * starting one, `settings` are left to it, and `version` is required of it where given.
   */
  readonly serverUrl?: string | undefined;
  /** Brings the empty template database to the state in which every test file finds its own. */
  readonly migrate?: ((url: string) => Promise<void>) | undefined;
}

/** A server for one run of tests. */
export interface TestServer {
  /** For {@link createTestDatabase}. A string, so that it can be handed to other processes. */
  readonly url: string;
  /** Such as `17.10`. */
  readonly version: string;
  /** Drops all databases of the run, and stops the server where it was started for it. */
  stop(): Promise<void>;
}

/** A server before the databases of the run are on it. */
interface Host {
  readonly url: string;
  readonly version: string;
  readonly leave: () => Promise<void>;
}

async function dropDatabases(adminUrl: string, runDatabase: string): Promise<void> {
  const names = await withAdminConnection(adminUrl, async (sql) => {
    const pattern = partOfTestDatabase(runDatabase, '%').replaceAll('_', '\\_');
    return sql<
      { datname: string }[]
    >`SELECT datname FROM pg_database WHERE datname LIKE ${pattern}`;
  });
  for (const { datname } of names) await dropTestDatabase(adminUrl, datname);
  await dropTestDatabase(adminUrl, runDatabase);
}

async function startHost(database: string, options: StartTestServerOptions): Promise<Host> {
  const { version = defaultVersion, settings, onLog } = options;
  const server = await startLocalPostgres({
    version,
    database,
    settings: { max_connections: '200', ...settings },
    onLog,
  });
  return { url: server.url, version: server.version, leave: () => server.stop() };
}

async function enterHost(
  adminUrl: string,
  database: string,
  wanted: PostgresVersion | undefined,
): Promise<Host> {
  const version = await checkOutsideServer(adminUrl, wanted);
  const url = await createDatabase(adminUrl, database);
  return { url, version, leave: () => dropDatabases(adminUrl, database) };
}

/**
 * Starts a temporary server for a run of tests, without durability and for 200 connections, or
 * enters one that runs already, and prepares the template of its test databases once.
 *
 * All databases of the run have a name of its own that ends in `_test`: runs on one server do not
 * meet.
 *
 * @throws LocalPostgresError
 */
export async function startTestServer(options: StartTestServerOptions = {}): Promise<TestServer> {
  const { serverUrl, version: wanted, migrate } = options;
  const database = testDatabaseName();
  const { url, version, leave } =
    serverUrl === undefined
      ? await startHost(database, options)
      : await enterHost(serverUrl, database, wanted);
  try {
    await makeTemplate(url, { migrate, isPlain: serverUrl !== undefined });
  } catch (error) {
    await leave();
    throw error;
  }
  return Object.freeze({ url, version, stop: leave });
}
