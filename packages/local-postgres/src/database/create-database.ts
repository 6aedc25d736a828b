import { withAdminConnection } from './admin-connection.js';
import { databaseUrl } from './database-url.js';

/** Options of {@link createDatabase}. */
export interface CreateDatabaseOptions {
  /** Database to copy, which must have no sessions. Default: an empty one. */
  readonly template?: string | undefined;
  /**
   * Whether an empty database is UTF-8 sorted by code point, whatever the locale of the server is.
   * Default false.
   */
  readonly isPlain?: boolean | undefined;
  /** Whether to keep an existing database. Default false. */
  readonly ifMissing?: boolean | undefined;
}

/** 42P04: it exists. 23505: another session has just created it. */
const alreadyThere: ReadonlySet<unknown> = new Set(['42P04', '23505']);

/**
 * Creates a database and returns its URL.
 *
 * @param adminUrl Of any database of the server.
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 * @throws PostgresError 42P04 when it exists, 55006 when the template is in use
 * @see https://www.postgresql.org/docs/17/sql-createdatabase.html
 */
export async function createDatabase(
  adminUrl: string,
  name: string,
  options: CreateDatabaseOptions = {},
): Promise<string> {
  const { isPlain = false, ifMissing = false } = options;
  const { template = isPlain ? 'template0' : 'template1' } = options;
  const url = databaseUrl(adminUrl, name);
  await withAdminConnection(adminUrl, async (sql) => {
    if (ifMissing) {
      const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${name}`;
      if (found.length > 0) return;
    }
    try {
      const locale = isPlain ? sql`ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'` : sql``;
      await sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(template)} ${locale}`;
    } catch (error) {
      if (!ifMissing || !alreadyThere.has((error as { code?: unknown }).code)) throw error;
    }
  });
  return url;
}
