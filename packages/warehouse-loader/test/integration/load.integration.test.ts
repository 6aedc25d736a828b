import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';

let database: TestDatabase;
let sql: postgres.Sql;
let loader: WarehouseLoader;

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'));
  sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  loader = new WarehouseLoader({ connectionUrl: database.url });
});

afterAll(async () => {
  await loader.close();
  await sql.end();
  await database.drop();
});

test('append copies rows into the table', async () => {
  await sql`create table appended (id int primary key, name text)`;
  const result = await loader.load([{ id: 1, name: 'a' }], { into: 'appended' });
  expect(result).toMatchObject({ rowsInserted: 1, rowsUpdated: 0, attempts: 1 });
  expect(await sql`select * from appended`).toEqual([{ id: 1, name: 'a' }]);
});
