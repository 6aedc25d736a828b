import { randomBytes } from 'node:crypto';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** Returns a new name: `wdh_<random>_test`. */
export function testDatabaseName(): string {
  return `wdh_${randomBytes(6).toString('hex')}_test`;
}

/**
 * Refuses to go on with a database that was not made for a test.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function requireTestDatabaseName(name: string): void {
  if (name.endsWith('_test')) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NAME_REFUSED',
    `Database "${name}" is no test database: only names that end in "_test" may be dropped.`,
  );
}
