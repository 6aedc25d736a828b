import { withAdminConnection } from '../database/admin-connection.js';
import { createDatabase } from '../database/create-database.js';
import { databaseOf } from '../database/database-url.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { describeFailure } from './describe-failure.js';
import { partOfTestDatabase } from './test-database-name.js';

/**
 * Returns the name of the template of a run's test databases. It is derived from the URL alone, so
 * that a test file needs nothing else, and runs do not share a template.
 */
export function templateOf(serverUrl: string): string {
  return partOfTestDatabase(databaseOf(serverUrl), 'template');
}

/** PostgreSQL cannot copy a database that has sessions. */
async function seal(serverUrl: string, template: string): Promise<void> {
  await withAdminConnection(serverUrl, async (sql) => {
    await sql`ALTER DATABASE ${sql(template)} WITH ALLOW_CONNECTIONS false`;
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${template}`;
  });
}

/**
 * Creates the template of a run: an empty database that `migrate` migrates, and to which no further
 * connections are allowed.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_MIGRATION_FAILED` with all details of the database
 * error
 */
export async function makeTemplate(
  serverUrl: string,
  how: {
    readonly migrate: ((url: string) => Promise<void>) | undefined;
    /** Whether the server's locale may differ from that of the servers of this package. */
    readonly isPlain: boolean;
  },
): Promise<void> {
  const { migrate, isPlain } = how;
  const template = templateOf(serverUrl);
  const url = await createDatabase(serverUrl, template, { isPlain });
  try {
    await migrate?.(url);
  } catch (cause) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_MIGRATION_FAILED',
      `Migrating the template of the test databases failed. Nothing was left behind.\n${describeFailure(cause)}`,
      { cause },
    );
  }
  await seal(serverUrl, template);
}
