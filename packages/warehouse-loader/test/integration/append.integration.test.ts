import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

test('rows in memory are appended to the existing rows', async () => {
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

test('single rows instead of batches, and invalid rows, are reported before they are sent', async () => {
  const { sql, loader } = warehouse;
  await sql`create table rowless (id int)`;
  function* single(): Generator<{ id: number }> {
    yield { id: 1 };
  }
  const inputs: readonly (readonly [unknown, string])[] = [
    [single(), 'Batch 1 of the rows is an object, not an array of rows'],
    [[{ id: 1 }, null], 'Row 2 is null, not a plain object'],
  ];
  for (const [rows, summary] of inputs) {
    const error = await failureOf(loader.load(rows as object[], { into: 'rowless' }));
    expect(error).toMatchObject({ code: 'LOADER_OPTION_INVALID', category: 'usage' });
    expect(error.message).toContain(summary);
  }
  expect(await sql`select * from rowless`).toEqual([]);
});

test('if the server reports only a range of records, both kinds of load advise how to find the record', async () => {
  const { sql, loader } = warehouse;
  await sql`create table parents (id int primary key)`;
  await sql`create table children (id int, parent int references parents)`;
  const rows = Array.from({ length: 20_000 }, (_, index) => ({ id: index + 1, parent: 1 }));
  const error = await failureOf(loader.load([rows, rows], { into: 'children' }));
  expect(error).toMatchObject({ code: 'FOREIGN_KEY_VIOLATED' });
  expect(error.message).toContain(
    "one of the records 1 to 20000; loadPipeline with onRefusal 'reject' names each that is refused.",
  );
});

test('an empty input loads nothing', async () => {
  const { sql, loader } = warehouse;
  await sql`create table unfilled (id int primary key)`;
  expect(await loader.load([], { into: 'unfilled' })).toMatchObject({ rowsInserted: 0 });
});

test('more rows than fit one COPY statement are loaded, each once', async () => {
  const { sql, loader } = warehouse;
  await sql`create table many (id int primary key)`;
  const rows = Array.from({ length: 150_000 }, (_, id) => ({ id }));
  expect(await loader.load(rows, { into: 'many' })).toMatchObject({ rowsInserted: 150_000 });
  const [count] = await sql`select count(*)::int, sum(id)::float8 from many`;
  expect(count).toEqual({ count: 150_000, sum: (150_000 * 149_999) / 2 });
});

test('a batch far larger than a chunk is sent in chunks', async () => {
  const { sql, loader } = warehouse;
  await sql`create table large (id int primary key, text text)`;
  const text = 'x'.repeat(1_000);
  const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, text }));
  await loader.load([rows], { into: 'large' });
  const [sum] = await sql`select sum(length(text))::int as length from large`;
  expect(sum).toEqual({ length: 5_000_000 });
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

test('a row that a trigger deletes after an append counts as inserted, as documented', async () => {
  const { sql, loader } = warehouse;
  await sql`create table swept (id int primary key)`;
  await sql`create function sweep() returns trigger language plpgsql as $$
    begin delete from swept where id = new.id; return null; end $$`;
  await sql`create trigger sweep after insert on swept for each row execute function sweep()`;
  expect(await loader.load([{ id: 1 }], { into: 'swept' })).toMatchObject({ rowsInserted: 1 });
  expect(await sql`select * from swept`).toEqual([]);
  const replace = { into: 'swept', mode: 'replace' } as const;
  const error = await failureOf(loader.load([{ id: 1 }], replace));
  expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE' });
  const upsert = { into: 'swept', mode: 'upsert', upsertKeys: ['id'] } as const;
  const missed = await failureOf(loader.load([{ id: 1 }], upsert));
  expect(missed).toMatchObject({ code: 'LEDGER_IMBALANCE' });
});
