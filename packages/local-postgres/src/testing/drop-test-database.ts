import { dropDatabase } from '../database/drop-database.js';
import { requireTestDatabaseName } from './test-database-name.js';

/**
 * Drops a database that was made for tests, and ends the sessions of those who use it.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED` for any other one, before it connects
 */
export async function dropTestDatabase(serverUrl: string, name: string): Promise<void> {
  requireTestDatabaseName(name);
  await dropDatabase(serverUrl, name);
}
