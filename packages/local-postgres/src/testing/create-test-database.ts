import { randomBytes } from 'node:crypto';
import { createDatabase } from '../database/create-database.js';
import { databaseOf } from '../database/database-url.js';
import { dropTestDatabase } from './drop-test-database.js';
import { partOfTestDatabase } from './test-database-name.js';
import { templateOf } from './test-template.js';

/** The database of one test file. */
export interface TestDatabase {
  readonly url: string;
  /** `wdh_<random>_<random>_test`. */
  readonly name: string;
  /** Drops the database, and ends its sessions. */
  drop(): Promise<void>;
}

/**
 * Creates a database for one test file, as a copy of the migrated template.
 *
 * @param serverUrl The `url` of {@link startTestServer}.
 * @param options.template Database to copy. Default: the one that `startTestServer` has migrated.
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED` for any other URL
 */
export async function createTestDatabase(
  serverUrl: string,
  options: { readonly template?: string | undefined } = {},
): Promise<TestDatabase> {
  const name = partOfTestDatabase(databaseOf(serverUrl), randomBytes(6).toString('hex'));
  const template = options.template ?? templateOf(serverUrl);
  const url = await createDatabase(serverUrl, name, { template });
  return Object.freeze({
    url,
    name,
    drop: () => dropTestDatabase(serverUrl, name),
  });
}
