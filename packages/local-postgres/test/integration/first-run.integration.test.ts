import { access } from 'node:fs/promises';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startLocalPostgres } from '../../src/index.js';
import { createTestDatabase, startTestServer } from '../../src/testing/index.js';

test('a temporary server answers on 127.0.0.1 and leaves nothing behind', async () => {
  const server = await startLocalPostgres();
  const sql = postgres(server.url);
  const rows = await sql`SELECT current_database() AS name`;
  await sql.end();
  await server.stop();
  expect(rows).toEqual([{ name: 'wdh' }]);
  expect(server.url).toMatch(/^postgres:\/\/postgres:[\w-]{32}@127\.0\.0\.1:\d+\/wdh$/);
  await expect(access(server.dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('test databases are copies of the migrated template', async () => {
  const server = await startTestServer({
    migrate: async (url) => {
      const sql = postgres(url, { max: 1 });
      await sql`CREATE TABLE flights (id integer PRIMARY KEY)`;
      await sql.end();
    },
  });
  const one = await createTestDatabase(server.url);
  const two = await createTestDatabase(server.url);
  const sql = postgres(one.url);
  await sql`INSERT INTO flights VALUES (1)`;
  const other = postgres(two.url);
  expect(await other`SELECT * FROM flights`).toHaveLength(0);
  await other.end();
  await one.drop();
  await sql.end();
  await server.stop();
  expect(one.name).toMatch(/^wdh_[0-9a-f]{12}_test$/);
});
