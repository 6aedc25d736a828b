import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const byId = { mode: 'upsert', upsertKeys: ['id'] } as const;

test('new rows are inserted, differing ones updated, equal ones not changed', async () => {
  const { sql, loader } = warehouse;
  await sql`create table merged (id int primary key, name text, note text default 'kept')`;
  await sql`insert into merged (id, name) values (1, 'same'), (2, 'old'), (3, null)`;
  const rows = [
    { id: 1, name: 'same' },
    { id: 2, name: 'new' },
    { id: 3, name: null },
    { id: 4, name: 'added' },
  ];
  const before = await sql`select xmin::text from merged where id in (1, 3) order by id`;
  expect(await loader.load(rows, { into: 'merged', ...byId })).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsUnchanged: 2,
    rowsSuperseded: 0,
  });
  expect(await sql`select id, name, note from merged order by id`).toEqual([
    { id: 1, name: 'same', note: 'kept' },
    { id: 2, name: 'new', note: 'kept' },
    { id: 3, name: null, note: 'kept' },
    { id: 4, name: 'added', note: 'kept' },
  ]);
  expect(await sql`select xmin::text from merged where id in (1, 3) order by id`).toEqual(before);
});

test('rows that differ only in their digits or their JSON are updated', async () => {
  const { sql, loader } = warehouse;
  await sql`create table close (id int primary key, amount numeric, doc json, at point)`;
  await sql`insert into close values (1, 1.0, '{"a":1}', '(1,2)'), (2, 1.0, '{"a":1}', '(1,2)')`;
  const rows = [
    { id: 1, amount: '1.00', doc: '{"a":1}', at: '(1,2)' },
    { id: 2, amount: '1.0', doc: '{"a":1}', at: '(1,2)' },
  ];
  expect(await loader.load(rows, { into: 'close', ...byId })).toMatchObject({
    rowsUpdated: 1,
    rowsUnchanged: 1,
  });
  expect(await sql`select amount from close where id = 1`).toEqual([{ amount: '1.00' }]);
});

test('a table with only key columns gets new keys and keeps the others', async () => {
  const { sql, loader } = warehouse;
  await sql`create table keys (a int, b text, primary key (b, a))`;
  await sql`insert into keys values (1, 'x')`;
  const rows = [
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
  ];
  const options = { into: 'keys', mode: 'upsert', upsertKeys: ['a', 'b'] } as const;
  expect(await loader.load(rows, options)).toMatchObject({ rowsInserted: 1, rowsUnchanged: 1 });
});

test('a partitioned table is counted as exactly', async () => {
  const { sql, loader } = warehouse;
  await sql`create table parted (id int primary key, name text) partition by range (id)`;
  await sql`create table parted_low partition of parted for values from (0) to (10)`;
  await sql`create table parted_high (name text, id int not null)`;
  await sql`alter table parted attach partition parted_high for values from (10) to (20)`;
  await sql`insert into parted values (1, 'same'), (11, 'old')`;
  const rows = [
    { id: 1, name: 'same' },
    { id: 11, name: 'new' },
    { id: 12, name: 'superseded' },
    { id: 12, name: 'added' },
  ];
  expect(await loader.load(rows, { into: 'parted', ...byId })).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsUnchanged: 1,
    rowsSuperseded: 1,
  });
});

test('a key without a value is refused with its record', async () => {
  const { sql, loader } = warehouse;
  await sql`create table nullable (id int unique, name text)`;
  const rows = [
    { id: 1, name: 'a' },
    { id: null, name: 'b' },
  ];
  expect(await failureOf(loader.load(rows, { into: 'nullable', ...byId }))).toMatchObject({
    code: 'UPSERT_KEY_NULL',
    context: { rowNumber: 2, field: 'id' },
  });
});

test('keys without a unique index of exactly their columns are refused before any row', async () => {
  const { sql, loader } = warehouse;
  await sql`create table unindexed (id int, part int, name text)`;
  await sql`create unique index on unindexed (id, part)`;
  await sql`create unique index on unindexed (id) where part > 0`;
  await sql`create unique index on unindexed (lower(name))`;
  let hasRead = false;
  function* rows(): Generator<readonly object[]> {
    hasRead = true;
    yield [{ id: 1 }];
  }
  const error = await failureOf(loader.load(rows(), { into: 'unindexed', ...byId }));
  expect(error).toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE', category: 'schema' });
  expect(error.message).toContain('(id, part)');
  expect(hasRead).toBe(false);
});

test('an upsert without keys is refused', async () => {
  const { sql, loader } = warehouse;
  await sql`create table keyless (id int primary key)`;
  const load = loader.load([{ id: 1 }], { into: 'keyless', mode: 'upsert', upsertKeys: [] });
  expect(await failureOf(load)).toMatchObject({ code: 'UPSERT_KEYS_MISSING', category: 'usage' });
});

test.each(
  [byId, { mode: 'replace' } as const].flatMap((mode) => [
    [mode.mode, 'fail', mode] as const,
    [mode.mode, 'reject', mode] as const,
  ]),
)(
  'rows are merged in the order of their keys, for any length, with %s, on refusal %s',
  { tags: ['full'] },
  async (_mode, onRefusal, mode) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists ordered`;
    await sql`delete from pipeline_executions`;
    await sql`create table ordered (id int primary key, day date, note text, place bigserial)`;
    const wide = 'a text that is as long as a quarter of a page of the server '.repeat(32);
    const isRefused = (id: number): boolean => onRefusal === 'reject' && id % 5_000 === 7;
    const rows = Array.from({ length: 40_000 }, (_, id) => ({
      id,
      day: isRefused(id) ? '2024-02-30' : '2024-02-29',
      note: wide.slice(0, id % 7 === 0 ? 1_900 : id % 40),
    }));
    const bound = new Pipeline<object>('ordered').bind(memorySource(rows));
    const options = { into: 'ordered', ...mode, onRefusal } as const;
    const report = await loader.loadPipeline(bound, options);
    expect(report.rows.inserted).toBe(rows.filter(({ id }) => !isRefused(id)).length);
    const [steps] = await sql`select count(*) filter (where step < 1)::int as back from
      (select place - lag(place) over (order by id) as step from ordered) as steps`;
    expect(steps).toEqual({ back: 0 });
  },
);

test('a unique index that distinguishes other texts than its column cannot be used by an upsert', async () => {
  const { sql, loader } = warehouse;
  await sql`create collation any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`;
  await sql`create table loose (k text not null, n int not null)`;
  await sql`create unique index on loose (k collate any_case)`;
  await sql`create unique index on loose (n, k collate any_case)`;
  await sql`create table tight (k text collate any_case not null)`;
  await sql`create unique index on tight (k collate "C")`;
  const rows = [
    { k: 'a', n: 1 },
    { k: 'A', n: 1 },
  ];
  const error = await failureOf(
    loader.load(rows, { into: 'loose', mode: 'upsert', upsertKeys: ['k'] }),
  );
  expect(error).toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE', category: 'schema' });
  expect(error.message).toContain('existing: none');
  const tight = { into: 'tight', mode: 'upsert', upsertKeys: ['k'] } as const;
  expect(await failureOf(loader.load(rows, tight))).toMatchObject({
    code: 'UPSERT_KEY_NOT_UNIQUE',
  });
});

test('a unique index that only sorts differently from its column can be used by an upsert', async () => {
  const { sql, loader } = warehouse;
  await sql`create table sorted (k text, n int)`;
  await sql`create unique index on sorted (k collate "C", n)`;
  const options = { into: 'sorted', mode: 'upsert', upsertKeys: ['k', 'n'] } as const;
  const rows = [
    { k: 'a', n: 1 },
    { k: 'A', n: 1 },
  ];
  expect(await loader.load(rows, options)).toMatchObject({ rowsInserted: 2 });
  expect(await loader.load(rows, options)).toMatchObject({ rowsUnchanged: 2 });
});

test('rows with texts as keys are merged in the order of bytes, sorted or not, and the last row of a key counts', async () => {
  const { sql, loader } = warehouse;
  await sql`create table named (k text collate "en-x-icu" primary key, n int)`;
  const load = (keys: readonly string[]) =>
    loader.load(
      keys.map((k, n) => ({ k, n })),
      { into: 'named', mode: 'upsert', upsertKeys: ['k'] },
    );
  const stored = () => sql`select string_agg(k, ' ') as keys, sum(n)::int as sum from named`;
  // The language has a before B. Rows of a table without an update are read as they were inserted.
  expect(await load(['A', 'B', 'a', 'b'])).toMatchObject({ rowsInserted: 4, rowsSuperseded: 0 });
  expect(await stored()).toEqual([{ keys: 'A B a b', sum: 6 }]);
  expect(await load(['A', 'B', 'a', 'b'])).toMatchObject({ rowsUnchanged: 4 });
  await sql`truncate named`;
  expect(await load(['b', 'a', 'B', 'a', 'A'])).toMatchObject({
    rowsInserted: 4,
    rowsSuperseded: 1,
  });
  expect(await stored()).toEqual([{ keys: 'A B a b', sum: 4 + 2 + 3 + 0 }]);
});
