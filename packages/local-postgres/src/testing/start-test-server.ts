import { defaultVersion, type PostgresVersion } from '../binaries/postgres-version.js';
import { withAdminConnection } from '../database/admin-connection.js';
import { createDatabase } from '../database/create-database.js';
import { startLocalPostgres, type StartLocalPostgresOptions } from '../start-local-postgres.js';
import { dropTestDatabase } from './drop-test-database.js';
import { checkOutsideServer } from './outside-server.js';
import { partOfTestDatabase, testDatabaseName } from './test-database-name.js';
import { makeTemplate } from './test-template.js';

/** Options of {@link startTestServer}. */
export interface StartTestServerOptions extends Pick<
  StartLocalPostgresOptions,
  'version' | 'settings' | 'onLog'
> {
  /**
   * URL of a running server, for a role that may create databases. It is used instead of starting
   * one; `settings` are not applied, and `version`, if given, must be that of the server.
   */
  readonly serverUrl?: string | undefined;
  /** Migrates the empty template database, of which every test file gets a copy. */
  readonly migrate?: ((url: string) => Promise<void>) | undefined;
}

/** A server for one test run. */
export interface TestServer {
  /** For {@link createTestDatabase}. A string, so that it can be passed to other processes. */
  readonly url: string;
  /** Such as `17.10`. */
  readonly version: string;
  /** Drops all databases of the run, and stops the server if it was started for the run. */
  stop(): Promise<void>;
}

/** A server without the databases of the run. */
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
 * Starts a temporary server for a test run, without durability and for 200 connections, or uses a
 * running one, and prepares the template of its test databases once.
 *
 * All databases of the run have unique names that end in `_test`, so runs on one server do not
 * affect each other.
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
