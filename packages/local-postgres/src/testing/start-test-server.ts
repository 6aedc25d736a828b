import { withAdminConnection } from '../database/admin-connection.js';
import { startLocalPostgres, type StartLocalPostgresOptions } from '../start-local-postgres.js';

/** Database that every test database is a copy of. */
export const testTemplate = 'wdh_template';

/** How a server for tests is started. */
export interface StartTestServerOptions extends Pick<
  StartLocalPostgresOptions,
  'settings' | 'onLog'
> {
  /** Brings the empty template database to the state in which every test file finds its own. */
  readonly migrate?: ((url: string) => Promise<void>) | undefined;
}

/** A server for one run of tests. */
export interface TestServer {
  /** For {@link createTestDatabase}. A string, so that it can be handed to other processes. */
  readonly url: string;
  /** Stops the server and removes all its databases. */
  stop(): Promise<void>;
}

/** PostgreSQL copies no database that somebody is connected to. */
async function seal(serverUrl: string): Promise<void> {
  await withAdminConnection(serverUrl, async (sql) => {
    await sql`ALTER DATABASE ${sql(testTemplate)} WITH ALLOW_CONNECTIONS false`;
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${testTemplate}`;
  });
}

/**
 * Starts a temporary server for a run of tests, without durability and for 200 connections, and
 * prepares the template of its test databases once.
 *
 * @throws LocalPostgresError
 */
export async function startTestServer(options: StartTestServerOptions = {}): Promise<TestServer> {
  const { migrate, settings, onLog } = options;
  const server = await startLocalPostgres({
    database: 'postgres',
    settings: { max_connections: '200', ...settings },
    onLog,
  });
  try {
    const templateUrl = await server.createDatabase(testTemplate);
    await migrate?.(templateUrl);
    await seal(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return Object.freeze({ url: server.url, stop: () => server.stop() });
}
