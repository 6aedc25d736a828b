import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
const byId = { into: 'products', mode: 'upsert', upsertKeys: ['id'] } as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists products`;
  await sql`create table products (id int primary key, name text not null,
    price int check (price > 0), state text default 'new')`;
  await sql`insert into products values (1, 'one', 1, 'old'), (2, 'two', 2, 'old')`;
});

const stored = () => warehouse.sql`select id, name, price, state from products order by id`;

/** Loads rows, and returns the outcome with the rejected records. */
async function reject(name: string, rows: readonly object[]) {
  const { sql, loader } = warehouse;
  const pipeline = new Pipeline<object>(name, { stopOnError: false, errorThreshold: 1 });
  const how = { ...byId, onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(pipeline.bind(memorySource(rows)), how);
  const rejected = await sql`select code, record, input from rejected_rows
    where execution_id = ${report.executionId} order by row_number`;
  return { rows: report.rows, rejected };
}

test('if rows of one key are refused together, each whose values they have is rejected', async () => {
  const rows = [
    { id: 1, name: 'superseded' },
    { id: 1, name: 'renamed' },
    { id: 2, state: 'sold' },
    { id: 1, price: -1 },
  ];
  const { rows: counts, rejected } = await reject('together', rows);
  expect(counts).toMatchObject({ read: 4, updated: 1, superseded: 1, rejected: 2 });
  expect(rejected).toMatchObject([
    { code: 'CHECK_VIOLATED', record: { id: 1, name: 'renamed' } },
    { code: 'CHECK_VIOLATED', record: { id: 1, price: -1 } },
  ]);
  expect(await stored()).toEqual([
    { id: 1, name: 'one', price: 1, state: 'old' },
    { id: 2, name: 'two', price: 2, state: 'sold' },
  ]);
});

test('a rejected row has its own values, not those of the existing row', async () => {
  const { rejected } = await reject('own', [
    { id: 1, price: -1 },
    { id: 2, state: 'sold' },
  ]);
  expect(rejected).toMatchObject([
    { record: { id: 1, price: -1 }, input: { id: '1', name: null, price: '-1', state: null } },
  ]);
});

test.each(['fail', 'reject'] as const)(
  'in a table with triggers, rows that lack different columns with defaults are counted, on refusal %s',
  async (onRefusal) => {
    const { sql, loader } = warehouse;
    await sql.unsafe(
      `create or replace function keep() returns trigger language plpgsql as 'begin return new; end';
       create trigger keep before insert or update on products for each row execute function keep()`,
    );
    const rows = [
      { id: 1, name: 'renamed' },
      { id: 3, name: 'three' },
      { id: 4, name: 'four', state: 'x' },
      { id: 2, price: 9 },
      { id: 5, name: 'five' },
      ...(onRefusal === 'fail' ? [] : [{ id: 6, price: -1 }]),
    ];
    const pipeline = new Pipeline<object>(onRefusal, { stopOnError: false, errorThreshold: 1 });
    const how = { ...byId, onRefusal, errorThreshold: 1 };
    const report = await loader.loadPipeline(pipeline.bind(memorySource(rows)), how);
    expect(report.rows).toMatchObject({ inserted: 3, updated: 2, superseded: 0 });
  },
);

test('a role with UPDATE on columns may upsert rows that are alike; for others, the privilege is named', async () => {
  const { sql } = warehouse;
  await sql.unsafe(`grant select, insert on products to ${role.name};
    grant update (name, price, state) on products to ${role.name};
    do $$ begin execute format('grant temporary on database %I to ${role.name}', current_database()); end $$`);
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  expect(await loader.load([{ id: 1, name: 'one', price: 5 }], byId)).toMatchObject({
    rowsUpdated: 1,
  });
  const error = await failureOf(
    loader.load(
      [
        { id: 1, price: 6 },
        { id: 2, name: 'x' },
      ],
      byId,
    ),
  );
  expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
  expect(error.message).toContain(
    'UPDATE on public.products as a whole, for an upsert of rows that lack columns',
  );
});

test('a table that refers to itself is loaded by parts if its foreign key is deferred', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists tree`;
  await sql`create table tree (id int primary key, note text default '',
    parent int references tree deferrable initially deferred)`;
  const rows = [
    { id: 1 },
    { id: 2, parent: 1, note: 'x' },
    { id: 3, parent: 2 },
    { id: 4, parent: 3, note: 'y' },
  ];
  expect(await loader.load(rows, { into: 'tree' })).toMatchObject({ rowsInserted: 4 });
});
