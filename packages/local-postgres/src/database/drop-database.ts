import { withAdminConnection } from './admin-connection.js';

/**
 * Drops a database if it exists, and ends its sessions.
 *
 * @param adminUrl Of another database of the same server.
 * @see https://www.postgresql.org/docs/17/sql-dropdatabase.html
 */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withAdminConnection(adminUrl, async (sql) => {
    await sql`DROP DATABASE IF EXISTS ${sql(name)} WITH (FORCE)`;
  });
}
