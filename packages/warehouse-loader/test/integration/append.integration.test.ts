import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

test('rows in memory are appended to those that are there', async () => {
  const { sql, loader } = warehouse;
  await sql`create table appended (id int primary key, name text)`;
  await sql`insert into appended values (1, 'old')`;
  const result = await loader.load([{ id: 2, name: 'new' }], { into: 'appended' });
  expect(result).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 0,
    rowsUnchanged: 0,
    rowsSuperseded: 0,
    rowsRejected: 0,
    droppedColumns: [],
    attempts: 1,
  });
  expect(await sql`select * from appended order by id`).toEqual([
    { id: 1, name: 'old' },
    { id: 2, name: 'new' },
  ]);
});

test('batches may come from any iterable, with or without their row numbers', async () => {
  const { sql, loader } = warehouse;
  await sql`create table batched (id int primary key)`;
  await loader.load([[{ id: 1 }, { id: 2 }], [{ id: 3 }]], { into: 'batched' });
  async function* slowly(): AsyncGenerator<readonly { id: number }[]> {
    await Promise.resolve();
    yield [{ id: 4 }];
    yield [];
    yield [{ id: 5 }];
  }
  await loader.load(slowly(), { into: 'batched' });
  const rejected = [
    {
      rowNumber: 8,
      lineNumber: 9,
      stepName: 'read',
      field: null,
      code: 'RECORD_TOO_SHORT',
      message: 'too short',
      input: 'x',
    },
  ];
  const batch = { rows: [{ id: 6 }], rowNumbers: [7], lineNumbers: [8], rejected };
  const result = await loader.load([batch], { into: 'batched' });
  expect(result).toMatchObject({ rowsInserted: 1, rowsRejected: 1 });
  const [count] = await sql<{ count: string }[]>`select count(*), sum(id) from batched`;
  expect(count).toEqual({ count: '6', sum: '21' });
});

test('no rows are a load of nothing', async () => {
  const { sql, loader } = warehouse;
  await sql`create table unfilled (id int primary key)`;
  expect(await loader.load([], { into: 'unfilled' })).toMatchObject({ rowsInserted: 0 });
});

test('more rows than one COPY statement takes arrive, each once', async () => {
  const { sql, loader } = warehouse;
  await sql`create table many (id int primary key)`;
  const rows = Array.from({ length: 150_000 }, (_, id) => ({ id }));
  expect(await loader.load(rows, { into: 'many' })).toMatchObject({ rowsInserted: 150_000 });
  const [count] = await sql`select count(*)::int, sum(id)::float8 from many`;
  expect(count).toEqual({ count: 150_000, sum: (150_000 * 149_999) / 2 });
});

test('a batch far larger than a chunk is sent in pieces', async () => {
  const { sql, loader } = warehouse;
  await sql`create table large (id int primary key, text text)`;
  const text = 'x'.repeat(1_000);
  const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, text }));
  await loader.load([rows], { into: 'large' });
  const [sum] = await sql`select sum(length(text))::int as length from large`;
  expect(sum).toEqual({ length: 5_000_000 });
});

test('a row that the server refuses is named, and nothing is loaded', async () => {
  const { sql, loader } = warehouse;
  await sql`create table refusing (id int primary key, amount numeric(4, 1))`;
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ id: index, amount: '1.5' }));
  rows[1_999] = { id: 1_999, amount: 'a secret value' };
  const error = await failureOf(loader.load(rows, { into: 'refusing' }));
  expect(error).toMatchObject({
    code: 'VALUE_INVALID',
    category: 'data',
    isRetryable: false,
    target: 'public.refusing',
    executionId: null,
    context: { rowNumber: 2_000, field: 'amount' },
  });
  expect(error.message).not.toContain('secret');
  expect(await sql`select * from refusing`).toEqual([]);
  expect(await warehouse.sessions()).toEqual([]);
});

test.each([
  ['first', 0],
  ['second', 1],
  ['in the middle', 70_000],
  ['last', 99_999],
])('a key that comes twice, %s, is named with its record', async (_, position) => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists doubled`;
  await sql`create table doubled (id int primary key)`;
  await sql`insert into doubled values (-1)`;
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id }));
  rows[position] = { id: -1 };
  const error = await failureOf(loader.load(rows, { into: 'doubled' }));
  expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED', context: { rowNumber: position + 1 } });
  expect(error.message).toContain('doubled_pkey');
  expect(await sql`select * from doubled`).toEqual([{ id: -1 }]);
});

test('a value of the wrong kind is named with its record before the server sees it', async () => {
  const { sql, loader } = warehouse;
  await sql`create table whole (id int primary key, weight int)`;
  const rows = [
    { id: 1, weight: 5 },
    { id: 2, weight: 5.5 },
  ];
  const error = await failureOf(loader.load(rows, { into: 'whole' }));
  expect(error).toMatchObject({
    code: 'VALUE_WOULD_CHANGE',
    category: 'data',
    context: { rowNumber: 2, field: 'weight' },
  });
  expect(await sql`select * from whole`).toEqual([]);
});

test('a constraint that is checked at COMMIT fails the load', async () => {
  const { sql, loader } = warehouse;
  await sql`create table parents (id int primary key)`;
  await sql`create table children (id int primary key,
    parent int references parents deferrable initially deferred)`;
  const error = await failureOf(loader.load([{ id: 1, parent: 9 }], { into: 'children' }));
  expect(error).toMatchObject({ code: 'FOREIGN_KEY_VIOLATED', category: 'data' });
  expect(await sql`select * from children`).toEqual([]);
});

test('a trigger that drops a row in silence fails the load', async () => {
  const { sql, loader } = warehouse;
  await sql`create table swallowing (id int primary key)`;
  await sql`create function swallow() returns trigger language plpgsql as
    'begin if new.id = 2 then return null; end if; return new; end'`;
  await sql`create trigger swallow before insert on swallowing
    for each row execute function swallow()`;
  const rows = [{ id: 1 }, { id: 2 }];
  const appended = await failureOf(loader.load(rows, { into: 'swallowing' }));
  expect(appended).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
  const upsert = { into: 'swallowing', mode: 'upsert', upsertKeys: ['id'] } as const;
  expect((await failureOf(loader.load(rows, upsert))).code).toBe('LEDGER_IMBALANCE');
  const replace = { into: 'swallowing', mode: 'replace' } as const;
  expect((await failureOf(loader.load(rows, replace))).code).toBe('LEDGER_IMBALANCE');
  expect(await sql`select * from swallowing`).toEqual([]);
});

test('a trigger that raises is told without its message, which may quote values', async () => {
  const { sql, loader } = warehouse;
  await sql`create table raising (id int primary key)`;
  await sql`create function complain() returns trigger language plpgsql as
    'begin raise exception ''secret %'', new.id; end'`;
  await sql`create trigger complain before insert on raising
    for each row execute function complain()`;
  const error = await failureOf(loader.load([{ id: 1 }], { into: 'raising' }));
  expect(error).toMatchObject({ code: 'TRIGGER_REFUSED', category: 'data' });
  expect(error.message).not.toContain('secret');
});
