import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { WarehouseLoader } from '../../src/index.js';
import type { Warehouse } from './use-warehouse.js';

/** Has a database in another encoding, with the audit tables, for one test. */
export async function inEncodedDatabase(
  warehouse: Warehouse,
  encoding: string,
  run: (sql: postgres.Sql, loader: WarehouseLoader) => Promise<void>,
): Promise<void> {
  // Test files run at the same time on one server.
  const name = `encoded_${crypto.randomUUID().replaceAll('-', '')}`;
  await warehouse.sql.unsafe(
    `create database ${name} encoding '${encoding}' template template0 locale 'C'`,
  );
  const connectionUrl = warehouse.url.replace(/\/[^/?]*(?=\?|$)/, `/${name}`);
  await migrateUp({ connectionUrl, folders: [auditMigrations] });
  const sql = postgres(connectionUrl, { max: 1, onnotice: () => undefined });
  const loader = new WarehouseLoader({ connectionUrl });
  try {
    await run(sql, loader);
  } finally {
    await loader.close();
    await sql.end();
    await warehouse.sql.unsafe(`drop database ${name}`);
  }
}
