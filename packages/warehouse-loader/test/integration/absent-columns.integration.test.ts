import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { everyWay } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const byId = { into: 'products', mode: 'upsert', upsertKeys: ['id'] } as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists products`;
  await sql`create table products (id int primary key, name text not null, price numeric(9, 2),
    state text default 'new', seen int not null default 0)`;
  await sql`insert into products values (1, 'one', 1, 'old', 1), (2, 'two', 2, 'old', 2)`;
});

const stored = () => warehouse.sql`select * from products order by id`;

test('an upsert leaves a column that a row omits, and sets one that is null', async () => {
  const rows = [
    { id: 1, price: 9 },
    { id: 2, name: 'second', price: null },
    { id: 3, name: 'three' },
  ];
  expect(await warehouse.loader.load(rows, byId)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 2,
  });
  expect(await stored()).toEqual([
    { id: 1, name: 'one', price: '9.00', state: 'old', seen: 1 },
    { id: 2, name: 'second', price: null, state: 'old', seen: 2 },
    { id: 3, name: 'three', price: null, state: 'new', seen: 0 },
  ]);
});

test('rows that have only some columns update these, even if another must not be null', async () => {
  const rows = [
    { id: 1, price: 9 },
    { id: 2, price: 2 },
  ];
  expect(await warehouse.loader.load(rows, byId)).toMatchObject({
    rowsUpdated: 1,
    rowsUnchanged: 1,
  });
  const error = await failureOf(warehouse.loader.load([...rows, { id: 3, price: 3 }], byId));
  expect(error).toMatchObject({
    code: 'NOT_NULL_VIOLATED',
    context: { rowNumber: 3, field: 'name' },
  });
});

const names = [
  { id: 2, name: 'second' },
  { id: 1, name: 'last' },
  { id: 3, name: 'three' },
];
test.each([
  ['not named by the first batch', {}, [{ id: 1, price: 9 }, ...names]],
  ['not declared by the source', { columns: ['id'] }, [{ id: 1, name: 'first' }, ...names]],
])('an upsert updates a column that must not be null and is %s', async (_case, declared, rows) => {
  const { sql, loader } = warehouse;
  const source = memorySource<object>(rows, { batchSize: 1, ...declared });
  const report = await loader.loadPipeline(new Pipeline<object>('names').bind(source), byId);
  expect(report.rows).toMatchObject({ read: 4, inserted: 1, updated: 2, superseded: 1 });
  expect(await sql`select id, name from products order by id`).toEqual([
    { id: 1, name: 'last' },
    { id: 2, name: 'second' },
    { id: 3, name: 'three' },
  ]);
});

test.each(everyWay.map((options) => [options.way, options] as const))(
  'a column that first occurs in row 20,001 is loaded from there on, by %s',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    await sql`truncate products`;
    const rows = Array.from({ length: 20_004 }, (_, index) => ({
      id: 20_010 - index,
      name: 'x',
      ...(index === 20_000 ? { state: 'late' } : {}),
      ...(index === 20_002 ? { seen: 7, state: null } : {}),
    }));
    const bound = new Pipeline<object>(`late ${options.way}`).bind(memorySource(rows));
    const report = await loader.loadPipeline(bound, { into: 'products', ...options });
    expect(report.rows).toMatchObject({ read: 20_004, inserted: 20_004, rejected: 0 });
    expect(await sql`select id, state, seen from products order by id limit 4`).toEqual([
      { id: 7, state: 'new', seen: 0 },
      { id: 8, state: null, seen: 7 },
      { id: 9, state: 'new', seen: 0 },
      { id: 10, state: 'late', seen: 0 },
    ]);
  },
);

test('rows of one key are combined, so that each column has the last value that is given', async () => {
  const rows = [
    { id: 1, price: 8 },
    { id: 4, name: 'four' },
    { id: 1, state: 'sold' },
    { id: 4, price: 4 },
    { id: 1, price: null },
  ];
  expect(await warehouse.loader.load(rows, byId)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsSuperseded: 3,
  });
  expect(await warehouse.sql`select * from products where id in (1, 4) order by id`).toEqual([
    { id: 1, name: 'one', price: null, state: 'sold', seen: 1 },
    { id: 4, name: 'four', price: '4.00', state: 'new', seen: 0 },
  ]);
});

test('a row whose given columns have the existing values counts as unchanged', async () => {
  const before = await warehouse.sql`select xmin::text from products order by id`;
  const rows = [{ id: 1, price: '1.00' }, { id: 2, state: 'old' }, { id: 1 }];
  expect(await warehouse.loader.load(rows, byId)).toMatchObject({
    rowsUnchanged: 2,
    rowsSuperseded: 1,
  });
  expect(await warehouse.sql`select xmin::text from products order by id`).toEqual(before);
});

test('rows that omit a column which must not be null are rejected with column and row, in an append', async () => {
  const { sql, loader } = warehouse;
  await sql`truncate products`;
  const rows = [{ id: 1 }, { id: 2, name: 'two', seen: 4 }, { id: 3, price: 3 }];
  const pipeline = new Pipeline<object>('without name', { stopOnError: false, errorThreshold: 1 });
  const bound = pipeline.bind(memorySource(rows, { batchSize: 1 }));
  const how = { into: 'products', onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(bound, how);
  expect(report.rows).toMatchObject({ read: 3, inserted: 1, rejected: 2 });
  expect(
    await sql`select row_number, code, field from rejected_rows
      where execution_id = ${report.executionId} order by row_number`,
  ).toEqual([
    { row_number: '1', code: 'NOT_NULL_VIOLATED', field: 'name' },
    { row_number: '3', code: 'NOT_NULL_VIOLATED', field: 'name' },
  ]);
});

test.each(['fail', 'reject'] as const)(
  'an unknown column in a refused row fails the load with unknownColumns refuse, on refusal %s',
  async (onRefusal) => {
    const rows = [
      { id: 3, name: 'three' },
      { id: 'three', name: 'x', nam: 'y' },
    ];
    const bound = new Pipeline<object>(`unknown ${onRefusal}`).bind(memorySource(rows));
    const how = { into: 'products', onRefusal, unknownColumns: 'refuse' } as const;
    const error = await failureOf(warehouse.loader.loadPipeline(bound, how));
    expect(error).toMatchObject({ code: 'COLUMN_UNKNOWN' });
    expect(await stored()).toHaveLength(2);
  },
);

test('an unknown column is listed and named with the one intended, wherever it occurs', async () => {
  const { loader, logger } = warehouse;
  const rows = [
    [{ id: 5, name: 'five' }],
    [{ id: 6, name: 'six', seen: 1 }],
    [{ id: 7, name: 'x', pric: 1 }],
  ];
  expect((await loader.load(rows, { into: 'products' })).droppedColumns).toEqual(['pric']);
  const warning = logger.events.findLast(({ event }) => event === 'database.columns.dropped');
  expect(warning?.context).toMatchObject({ hints: { pric: 'did you mean "price"?' } });
});

test('columns that occur one after another are loaded, each from the row on that names it', async () => {
  const { sql, loader } = warehouse;
  await sql.unsafe(
    `create table growing (id int, state text default 'new', owner text default 'me', until date default '2024-01-01')`,
  );
  const rows = [{ id: 3 }, { id: 4, until: '2024-02-29' }, { id: 5, owner: 'you' }, { id: 6 }];
  expect(
    (
      await loader.load(
        rows.map((row) => [row]),
        { into: 'growing' },
      )
    ).rowsInserted,
  ).toBe(4);
  expect(await sql`select id, state, owner, until::text from growing order by id`).toEqual([
    { id: 3, state: 'new', owner: 'me', until: '2024-01-01' },
    { id: 4, state: 'new', owner: 'me', until: '2024-02-29' },
    { id: 5, state: 'new', owner: 'you', until: '2024-01-01' },
    { id: 6, state: 'new', owner: 'me', until: '2024-01-01' },
  ]);
});

test('as many combinations of columns as rows are loaded, each with its defaults', async () => {
  const { sql, loader } = warehouse;
  const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
  const columns = names.map((name) => `${name} int default 7`).join(', ');
  await sql.unsafe(`create table combinations (id int primary key, ${columns})`);
  const rows = Array.from({ length: 256 }, (_, id) =>
    Object.fromEntries<number>([
      ['id', id],
      ...names.filter((_, bit) => id & (1 << bit)).map((name) => [name, 1] as const),
    ]),
  );
  for (const mode of ['upsert', 'replace', 'append'] as const) {
    await sql`truncate combinations`;
    const how = { into: 'combinations', mode, upsertKeys: ['id'] } as const;
    expect((await loader.load(rows, how)).rowsInserted).toBe(256);
    const [wrong] = await sql.unsafe(`select count(*)::int as rows from combinations
      where ${names.map((name, bit) => `${name} <> case when id & ${1 << bit} > 0 then 1 else 7 end`).join(' or ')}`);
    expect(wrong).toEqual({ rows: 0 });
  }
});

test('sequences, computed columns and identities have the values of the server in rows that omit them', async () => {
  const { sql, loader } = warehouse;
  await sql`create table drawn (id int generated by default as identity primary key, n serial,
    always int generated always as identity, twice int generated always as (n * 2) stored, note text)`;
  const rows = [{ note: 'a' }, { note: 'b', n: 9 }, { id: 50 }, { note: 'd' }];
  expect(await loader.load(rows, { into: 'drawn' })).toMatchObject({
    rowsInserted: 4,
    sequencesBehind: ['id', 'n'],
  });
  expect(await sql`select id, n, twice, note from drawn order by always`).toHaveLength(4);
  expect(await sql`select n, twice from drawn where note = 'b'`).toEqual([{ n: 9, twice: 18 }]);
  expect(await sql`select note from drawn where id = 50`).toEqual([{ note: null }]);
});
