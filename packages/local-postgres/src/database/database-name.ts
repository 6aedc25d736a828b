import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** Names that need no encoding in URLs, drivers and SQL; PostgreSQL truncates names at 63 bytes. */
const plainName = /^[A-Za-z_][\w-]{0,62}$/;

/**
 * Throws for a name that needs encoding in a URL, as drivers differ in decoding it.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function requireDatabaseName(name: string): void {
  if (plainName.test(name)) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NAME_REFUSED',
    `"${name}" cannot be used as a database name here. Use letters, digits, "_" and "-", 63 at most, no digit first.`,
  );
}
