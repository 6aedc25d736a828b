import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
const how = {
  into: 'products',
  mode: 'upsert',
  upsertKeys: ['id'],
  updateColumns: ['price'],
} as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists products`;
  await sql`create table products (id int primary key, name text not null, price int,
    _execution_id text, _source_line int)`;
  await sql`insert into products values (1, 'one', 1), (2, 'two', 2)`;
});

test('updateColumns changes only its columns in existing rows, and sets all in new ones', async () => {
  const rows = [
    { id: 1, name: 'other', price: 9 },
    { id: 2, name: 'other', price: 2 },
    { id: 3, name: 'three', price: 3 },
    { id: 1, name: 'last' },
  ];
  expect(await warehouse.loader.load(rows, how)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsUnchanged: 1,
    rowsSuperseded: 1,
  });
  expect(await warehouse.sql`select id, name, price from products order by id`).toEqual([
    { id: 1, name: 'one', price: 9 },
    { id: 2, name: 'two', price: 2 },
    { id: 3, name: 'three', price: 3 },
  ]);
});

test('the lineage of a changed row changes with its updateColumns', async () => {
  const { loader, sql } = warehouse;
  const rows = [{ id: 1, name: 'other', price: 9 }];
  const bound = new Pipeline<object>('lineage').bind(memorySource(rows));
  const { executionId } = await loader.loadPipeline(bound, { ...how, lineage: true });
  expect(
    await sql`select name, price, _execution_id, _source_line from products where id = 1`,
  ).toEqual([{ name: 'one', price: 9, _execution_id: executionId, _source_line: 2 }]);
});

test.each([
  [
    ['prise'],
    'COLUMN_NOT_FOUND',
    'no writable column "prise" (did you mean "price"?) for updateColumns',
  ],
  [
    ['id'],
    'LOADER_OPTION_INVALID',
    'updateColumns of public.products has "id", a column of the key',
  ],
  [[], 'LOADER_OPTION_INVALID', 'updateColumns of public.products is empty'],
])('updateColumns %j is refused before any row', async (updateColumns, code, message) => {
  const load = warehouse.loader.load([{ id: 1, name: 'x', price: 1 }], { ...how, updateColumns });
  const error = await failureOf(load);
  expect(error).toMatchObject({ code });
  expect(error.message).toContain(message);
});

test('a role needs UPDATE for its updateColumns only', async () => {
  const { sql } = warehouse;
  await sql.unsafe(`grant select, insert, update (price) on products to ${role.name}`);
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  const rows = [{ id: 1, name: 'other', price: 9 }];
  expect((await loader.load(rows, how)).rowsUpdated).toBe(1);
  const error = await failureOf(loader.load(rows, { ...how, updateColumns: ['name'] }));
  expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING' });
  expect(error.message).toContain('UPDATE on public.products');
});
