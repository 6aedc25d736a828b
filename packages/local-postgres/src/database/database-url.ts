import { requireDatabaseName } from './database-name.js';

/**
 * Returns the URL of another database of the same server.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function databaseUrl(serverUrl: string, database: string): string {
  requireDatabaseName(database);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Returns the name of the database in a URL of this package. */
export function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
