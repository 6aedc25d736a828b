import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { useMigrations } from '../database/use-migrations.js';
import { migrateOrders } from '../examples/migrate-orders.js';

const migrations = useMigrations();

test('the example of the README is in it word for word, and does what it says', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/migrate-orders.ts'));

  expect(await migrateOrders(migrations.url)).toBe(1);
  expect(await migrateOrders(migrations.url)).toBe(1);
  await migrations.sql`alter table orders alter note type varchar(10)`;
  await expect(migrateOrders(migrations.url)).rejects.toMatchObject({ code: 'SCHEMA_DRIFTED' });
});
