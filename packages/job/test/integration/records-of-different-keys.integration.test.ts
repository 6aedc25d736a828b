import { fileURLToPath } from 'node:url';
import { integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { defineJob, jsonLines, runJob } from '../../src/index.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();
const products = pgTable('products', {
  id: integer().primaryKey(),
  name: text().notNull(),
  price: numeric({ precision: 9, scale: 2, mode: 'number' }),
  state: text().default('new'),
  seen: integer().notNull().default(0),
});
const input = fileURLToPath(
  new URL(
    '../../../file-connector/test/fixtures/read-any-file/late-columns.jsonl',
    import.meta.url,
  ),
);

it('loads a file of JSON Lines whose records have different keys as it is', async () => {
  const { sql, connectionUrl } = place;
  await sql`create table products (id int primary key, name text not null, price numeric(9, 2),
    state text default 'new', seen int not null default 0)`;
  await sql`insert into products values (1, 'hammer', 10, 'old', 1), (3, 'file', 5, 'old', 1)`;
  const job = defineJob({
    name: 'products',
    source: jsonLines(),
    steps: (rows) => rows as never,
    into: products,
    mode: 'upsert',
    keys: ['id'],
  });
  const { error, rows } = await runJob(job, { input }, { connectionUrl });
  expect(error).toBeNull();
  expect(rows).toMatchObject({ read: 4, inserted: 1, updated: 2, superseded: 1 });
  expect([...(await sql`select id, name, price, state, seen from products order by id`)]).toEqual([
    { id: 1, name: 'hammer', price: '12.50', state: 'old', seen: 1 },
    { id: 2, name: 'saw', price: '20.00', state: 'new', seen: 0 },
    { id: 3, name: 'file', price: null, state: 'sold out', seen: 1 },
  ]);
});
