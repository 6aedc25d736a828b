import { majorVersion } from '../binaries/platform-package.js';
import type { PostgresVersion } from '../binaries/postgres-version.js';
import { type AdminConnection, withAdminConnection } from '../database/admin-connection.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** The error of a URL that cannot be parsed holds the URL, and with it the password. */
function hostOf(serverUrl: string): string {
  if (URL.canParse(serverUrl)) return new URL(serverUrl).host;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_SERVER_UNREACHABLE',
    'The URL of the server for the tests is no URL. Write postgres://user:password@host:port/database, with special characters of the password encoded.',
  );
}

/** Where a host has several addresses, the error of all of them has a code and no message. */
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
 * Checks that a server of somebody else's can serve tests, and returns its version, such as `16.14`.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_SERVER_UNREACHABLE` where it does not answer or lets
 *   nobody make databases, `LOCAL_POSTGRES_VERSION_MISMATCH`
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
        `The server for the tests at ${host} cannot be used: ${reasonOf(cause)}. Start it, or unset DATABASE_URL to have one started.`,
        { cause },
      );
    },
  );
  if (!mayCreate) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_SERVER_UNREACHABLE',
      `The server for the tests at ${host} lets this role create no databases. Use a role with CREATEDB.`,
    );
  }
  if (wanted !== undefined && majorVersion(version) !== wanted) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_VERSION_MISMATCH',
      `The server for the tests at ${host} is PostgreSQL ${version}, and ${wanted} was asked for. Correct PG_VERSION or DATABASE_URL.`,
    );
  }
  return version;
}
