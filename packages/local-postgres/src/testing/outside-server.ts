import { majorVersion } from '../binaries/platform-package.js';
import type { PostgresVersion } from '../binaries/postgres-version.js';
import { type AdminConnection, withAdminConnection } from '../database/admin-connection.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** The error of a URL that cannot be parsed contains the URL, and with it the password. */
function hostOf(serverUrl: string): string {
  if (URL.canParse(serverUrl)) return new URL(serverUrl).host;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_SERVER_UNREACHABLE',
    'The URL of the test server is not a valid URL. Write postgres://user:password@host:port/database, with special characters of the password encoded.',
  );
}

/** For a host with several addresses, the combined error has a code and no message. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as { readonly message: string; readonly code?: string };
  return message === '' ? (code ?? 'no reason was given') : message;
}

async function examine(
  sql: AdminConnection,
): Promise<{ readonly version: string; readonly mayCreate: boolean }> {
  const [found] = await sql<{ version: string; mayCreate: boolean }[]>`
    SELECT current_setting('server_version') AS version, rolcreatedb OR rolsuper AS "mayCreate"
    FROM pg_roles WHERE rolname = current_user`;
  return found ?? { version: '', mayCreate: false };
}

/**
 * Checks that an existing server can be used for tests, and returns its version, such as `16.14`.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_SERVER_UNREACHABLE` where it does not answer or its
 * role may not create databases, `LOCAL_POSTGRES_VERSION_MISMATCH`
 */
export async function checkOutsideServer(
  serverUrl: string,
  wanted: PostgresVersion | undefined,
): Promise<string> {
  const host = hostOf(serverUrl);
  const { version, mayCreate } = await withAdminConnection(serverUrl, examine).catch(
    (cause: unknown) => {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_SERVER_UNREACHABLE',
        `The test server at ${host} cannot be used: ${reasonOf(cause)}. Start it, or unset DATABASE_URL to start a temporary one.`,
        { cause },
      );
    },
  );
  if (!mayCreate) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_SERVER_UNREACHABLE',
      `The role of the test server at ${host} may not create databases. Use a role with CREATEDB.`,
    );
  }
  if (wanted !== undefined && majorVersion(version) !== wanted) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_VERSION_MISMATCH',
      `The test server at ${host} is PostgreSQL ${version}, and ${wanted} was requested. Correct PG_VERSION or DATABASE_URL.`,
    );
  }
  return version;
}
