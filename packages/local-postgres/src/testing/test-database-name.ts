import { randomBytes } from 'node:crypto';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

const ending = '_test';

/** Returns a new name: `wdh_<random>_test`. All databases of one test run have names derived from it. */
export function testDatabaseName(): string {
  return `wdh_${randomBytes(6).toString('hex')}${ending}`;
}

/** Returns the name of a database of a test run: `wdh_<run>_<part>_test`. */
export function partOfTestDatabase(runDatabase: string, part: string): string {
  requireTestDatabaseName(runDatabase);
  return `${runDatabase.slice(0, -ending.length)}_${part}${ending}`;
}

/**
 * Throws for a database that is not a test database.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function requireTestDatabaseName(name: string): void {
  if (name.endsWith(ending)) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NAME_REFUSED',
    `Database "${name}" is not a test database: only names that end in "_test" may be dropped.`,
  );
}
