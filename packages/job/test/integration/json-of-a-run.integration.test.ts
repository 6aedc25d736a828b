import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { defineJob, json, runJob } from '../../src/index.js';

let folder: string;
let connectionUrl: string;
let sql: Sql;
let drop: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-job-'));
  const database = await createTestDatabase(inject('serverUrl'));
  connectionUrl = database.url;
  drop = () => database.drop();
  sql = postgres(connectionUrl, { max: 1, onnotice: () => undefined });
  await sql`create table orders (id int primary key, city text, total numeric)`;
});

afterAll(async () => {
  await sql.end();
  await drop();
  await rm(folder, { recursive: true });
});

const orders = (example?: URL) =>
  defineJob({
    name: 'orders',
    source: json({
      example,
      at: 'data.items',
      numbers: 'text',
      renameColumns: { 'ship.city': 'city' },
      columns: ['id', 'city', 'total'],
    }),
    steps: (rows) => rows,
    into: 'orders',
  });

const text =
  '{"data":{"items":[\n{"id":1,"ship":{"city":"Rome"},"total":1.50},\n{"id":2,"ship":null,"total":2}]}}';

it('reads the records of its example', async () => {
  const path = join(folder, 'orders.json.gz');
  await writeFile(path, gzipSync(text));
  const outcome = await runJob(orders(pathToFileURL(path)), {}, { connectionUrl });
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 2 } });
  expect(await sql`select id, city, total::text from orders order by id`).toEqual([
    { id: 1, city: 'Rome', total: '1.50' },
    { id: 2, city: null, total: '2' },
  ]);
});

it('fails for a document that is cut off, and loads nothing of it', async () => {
  await sql`truncate orders`;
  const input = join(folder, 'cut.json');
  await writeFile(input, text.slice(0, -3));
  const outcome = await runJob(orders(), { input }, { connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'JSON_DOCUMENT_INCOMPLETE' } });
  expect(await sql`select id from orders`).toEqual([]);
});
