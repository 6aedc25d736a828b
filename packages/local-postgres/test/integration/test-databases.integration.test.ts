import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, startTestServer, type TestServer } from '../../src/testing/index.js';

let server: TestServer;
let migrations = 0;

beforeAll(async () => {
  server = await startTestServer({
    version: inject('version'),
    migrate: async (url) => {
      migrations += 1;
      // Left open on purpose: a migrator that does not close its connection must not block
      // anything.
      const sql = postgres(url, { max: 1, onclose: () => undefined });
      await sql`CREATE TABLE flights (id integer PRIMARY KEY)`;
    },
  });
});

afterAll(() => server.stop());

async function rowsOf(url: string, statement: string): Promise<readonly unknown[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

test('every test database has the migrated tables and none of the others’ rows', async () => {
  const [one, two] = await Promise.all([
    createTestDatabase(server.url),
    createTestDatabase(server.url),
  ]);
  await rowsOf(one.url, 'INSERT INTO flights VALUES (1)');
  expect(await rowsOf(one.url, 'SELECT id FROM flights')).toEqual([{ id: 1 }]);
  expect(await rowsOf(two.url, 'SELECT id FROM flights')).toEqual([]);
  expect(migrations).toBe(1);
});

test('many test databases are created at once', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase(server.url)));
  expect(new Set(made.map(({ name }) => name)).size).toBe(8);
  await Promise.all(made.map((database) => database.drop()));
});

test('a test database is dropped although it has a session', async () => {
  const database = await createTestDatabase(server.url);
  expect(database.name).toMatch(/^wdh_[0-9a-f]{12}_[0-9a-f]{12}_test$/);
  const sql = postgres(database.url, { max: 1 });
  await sql`SELECT 1`;
  await database.drop();
  await database.drop();
  await sql.end({ timeout: 1 });
  const [row] = await rowsOf(
    server.url,
    `SELECT count(*)::int AS n FROM pg_database WHERE datname = '${database.name}'`,
  );
  expect(row).toEqual({ n: 0 });
});

test('a test database can be a copy of another one', async () => {
  const origin = await createTestDatabase(server.url);
  await rowsOf(origin.url, 'INSERT INTO flights VALUES (7)');
  const copy = await createTestDatabase(server.url, { template: origin.name });
  expect(await rowsOf(copy.url, 'SELECT id FROM flights')).toEqual([{ id: 7 }]);
});

test('the server allows 200 connections', async () => {
  expect(await rowsOf(server.url, 'SHOW max_connections')).toEqual([{ max_connections: '200' }]);
});

test('a migration that fails stops the server and is reported', { tags: ['full'] }, async () => {
  let url = '';
  const failing = startTestServer({
    version: inject('version'),
    migrate: (templateUrl) => {
      url = templateUrl;
      return Promise.reject(new Error('no such table'));
    },
  });
  await expect(failing).rejects.toThrow('no such table');
  await expect(rowsOf(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
