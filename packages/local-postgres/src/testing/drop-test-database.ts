import { dropDatabase } from '../database/drop-database.js';
import { requireTestDatabaseName } from './test-database-name.js';

/**
 * Drops a test database, and ends its sessions.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NAME_REFUSED` for any other database, before it
 * connects
 */
export async function dropTestDatabase(serverUrl: string, name: string): Promise<void> {
  requireTestDatabaseName(name);
  await dropDatabase(serverUrl, name);
}
