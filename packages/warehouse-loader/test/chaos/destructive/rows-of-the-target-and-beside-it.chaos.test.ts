import { BackendControl } from '@wdh/fault-injection';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { Pipeline } from '@wdh/pipeline-core';
import { integer, pgSchema } from 'drizzle-orm/pg-core';
import { beforeEach, expect, inject, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
}

const items = Array.from({ length: 400 }, (_, id): Item => ({ id }));
const boundTo = (beforeBatch?: (index: number) => Promise<void>) =>
  new Pipeline<Item>('items').bind(
    memorySource(items, beforeBatch === undefined ? {} : { beforeBatch }),
  );
const ways = everyWay.map((options) => [options.way, options] as const);
const replacing = everyWay
  .filter(({ mode }) => mode === 'replace')
  .map((options) => [options.way, options] as const);

beforeEach(async () => {
  const { sql } = warehouse;
  await sql.unsafe(`
    drop schema if exists raw cascade; drop schema if exists "Public" cascade;
    drop table if exists refers, kept, kept_too, "Kept";
    create table kept (id int primary key);
    create schema raw; create table raw.kept (id int primary key);
    create schema "Public"; create table "Public".kept (id int);
    create table kept_too (id int); create table "Kept" (id int);
    insert into raw.kept values (1000); insert into "Public".kept values (1001);
    insert into kept_too values (1002); insert into "Kept" values (1003)`);
  await sql`delete from pipeline_executions`;
});

/** The rows of neighbouring tables, each with the transaction that wrote it. */
const neighbours = () => warehouse.sql`
  select id, xmin::text from raw.kept union all select id, xmin::text from "Public".kept
  union all select id, xmin::text from kept_too union all select id, xmin::text from "Kept"
  order by id`;

test.each(ways)(
  'X01 neighbours of the target, by name, by case and in other schemas, by %s: they are untouched',
  async (_way, options) => {
    const before = await neighbours();
    expect(before).toHaveLength(4);
    await warehouse.loader.loadPipeline(boundTo(), { into: 'kept', ...options });
    expect(await neighbours()).toEqual(before);
    expect(await aftermathOf(warehouse, 'kept')).toMatchObject({ rows: 400, runs: ['success'] });
  },
);

test('X01 a drizzle table of another schema with the same name: each load reaches its own', async () => {
  const { sql, loader } = warehouse;
  const raw = pgSchema('raw').table('kept', { id: integer('id') });
  await loader.load([{ id: 1 }], { into: raw, mode: 'replace' });
  await loader.load([{ id: 2 }], { into: 'kept', mode: 'replace' });
  expect(await sql`select * from raw.kept`).toEqual([{ id: 1 }]);
  expect(await sql`select * from kept`).toEqual([{ id: 2 }]);
});

test.each(replacing)(
  'X02 a %s whose backend is terminated halfway: the old rows are kept',
  async (_way, options) => {
    const { sql, loader, url } = warehouse;
    await sql`insert into kept values (7), (8)`;
    await using control = await BackendControl.connect(url);
    const bound = boundTo(async (index) => {
      if (index === 2) await control.terminate({ applicationName: 'wdh load' });
    });
    const error = await failureOf(loader.loadPipeline(bound, { into: 'kept', ...options }));
    control.firing.expectFired();
    expect(error).toMatchObject({ category: 'connection', isRetryable: true });
    expect(await sql`select id from kept order by id`).toEqual([{ id: 7 }, { id: 8 }]);
    const left = await aftermathOf(warehouse, 'kept');
    expect(left).toMatchObject({ runs: [`failed ${error.code}`], sessions: [] });
  },
);

test.each([
  ['whose last row repeats a key', 'UNIQUE_VIOLATED', ''],
  ['that a trigger aborts after the old rows are deleted', 'TRIGGER_REFUSED', 'after delete'],
  ['that a trigger aborts after the new rows are inserted', 'TRIGGER_REFUSED', 'after insert'],
])('X02 a replace %s: the old rows are still there', async (_what, code, when) => {
  const { sql, loader } = warehouse;
  await sql`insert into kept values (7000), (8000)`;
  if (when !== '') {
    await sql.unsafe(`
      create or replace function break_off() returns trigger language plpgsql as
        $$ begin raise exception 'broken off'; end $$;
      create trigger break_off ${when} on kept for each statement execute function break_off()`);
  }
  const rows = when === '' ? [...items, { id: 0 }] : items;
  const error = await failureOf(loader.load(rows, { into: 'kept', mode: 'replace' }));
  expect(error.code).toBe(code);
  expect(await sql`select id from kept order by id`).toEqual([{ id: 7000 }, { id: 8000 }]);
});

test('X03 a test database created from a database that is not a test database: it is refused', async () => {
  const url = new URL(inject('serverUrl'));
  url.pathname = '/production';
  await expect(createTestDatabase(url.href)).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_NAME_REFUSED',
  });
});

test.each([
  ['table', 'drop table kept', 'kept'],
  ['schema', 'drop schema raw cascade', 'raw.kept'],
])(
  'X04 a %s that is dropped between two attempts: the error reports it, and it is not created again',
  async (_what, statement, into) => {
    const { sql, loader, url } = warehouse;
    await using control = await BackendControl.connect(url);
    const bound = boundTo(async (index) => {
      if (index !== 2) return;
      await control.terminate({ applicationName: 'wdh load' });
      await sql.unsafe(statement);
    });
    const retry = { maxAttempts: 3, backoffMs: 1_000 };
    const error = await failureOf(loader.loadPipeline(bound, { into, retry }));
    control.firing.expectFired();
    expect(error).toMatchObject({ code: 'TABLE_NOT_FOUND', category: 'schema' });
    expect(await sql`select to_regclass(${into}) as found`).toEqual([{ found: null }]);
    const left = await aftermathOf(warehouse, 'kept_too');
    expect(left).toMatchObject({ runs: ['failed TABLE_NOT_FOUND'], sessions: [] });
  },
);
