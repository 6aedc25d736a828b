import { createDatabase } from '../database/create-database.js';
import { dropDatabase } from '../database/drop-database.js';
import { testTemplate } from './start-test-server.js';
import { requireTestDatabaseName, testDatabaseName } from './test-database-name.js';

/** A database of one test file's own. */
export interface TestDatabase {
  readonly url: string;
  /** `wdh_<random>_test`. */
  readonly name: string;
  /** Drops the database, and ends the sessions of those who use it. */
  drop(): Promise<void>;
}

/**
 * Creates a database for one test file, as a copy of the migrated template.
 *
 * @param serverUrl What {@link startTestServer} returned as `url`.
 * @param options.template Database to copy. Default: the one that `startTestServer` has migrated.
 */
export async function createTestDatabase(
  serverUrl: string,
  options: { readonly template?: string | undefined } = {},
): Promise<TestDatabase> {
  const name = testDatabaseName();
  const url = await createDatabase(serverUrl, name, { template: options.template ?? testTemplate });
  return Object.freeze({
    url,
    name,
    drop: async () => {
      requireTestDatabaseName(name);
      await dropDatabase(serverUrl, name);
    },
  });
}
