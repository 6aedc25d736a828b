import { randomBytes } from 'node:crypto';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

const ending = '_test';

/** Returns a new name: `wdh_<random>_test`. All databases of one run of tests are named after it. */
export function testDatabaseName(): string {
  return `wdh_${randomBytes(6).toString('hex')}${ending}`;
}

/** Returns the name of a database that belongs to a run of tests: `wdh_<run>_<part>_test`. */
export function partOfTestDatabase(runDatabase: string, part: string): string {
  requireTestDatabaseName(runDatabase);
  return `${runDatabase.slice(0, -ending.length)}_${part}${ending}`;
}

/**
 * Refuses to go on with a database that was not made for a test.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED`
 */
export function requireTestDatabaseName(name: string): void {
  if (name.endsWith(ending)) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NAME_REFUSED',
    `Database "${name}" is no test database: only names that end in "_test" may be dropped.`,
  );
}
