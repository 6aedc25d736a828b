import { fileURLToPath } from 'node:url';
import { migrateUp, verifyMigrations } from '@wdh/migrations';

const folders = [{ name: 'orders', path: fileURLToPath(new URL('migrations', import.meta.url)) }];

export async function migrateOrders(connectionUrl: string): Promise<number> {
  await migrateUp({ connectionUrl, folders });
  const { applied } = await verifyMigrations({ connectionUrl, folders });
  return applied;
}
