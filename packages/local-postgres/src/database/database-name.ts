import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** What is the same in a URL, to every driver, and in SQL; PostgreSQL cuts names off at 63 bytes. */
const plainName = /^[A-Za-z_][\w-]{0,62}$/;

/**
 * Refuses a name that needs encoding in a URL: drivers disagree on who decodes it.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function requireDatabaseName(name: string): void {
  if (plainName.test(name)) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NAME_REFUSED',
    `"${name}" cannot be a database's name here. Use letters, digits, "_" and "-", 63 at most, no digit first.`,
  );
}
