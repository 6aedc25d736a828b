import { Pipeline, rowSource } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;
const upsert = modes[1];

type Row = Readonly<Record<string, unknown>>;
const bound = (rows: readonly Row[]) =>
  new Pipeline<Row>('around', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(rows));
const collect = { into: 'around', onRefusal: 'reject', errorThreshold: 1 } as const;
const rowsOf = (count: number, change: (id: number) => Row): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, v: 1, ...change(index + 1) }));

beforeEach(async () => {
  await warehouse.sql`drop table if exists around`;
  await warehouse.sql`delete from pipeline_executions`;
});

test.each(modes)(
  'with $mode, the neighbours of a refused row are stored unchanged, under any session settings',
  async (mode) => {
    const { sql } = warehouse;
    await sql`create table around (id int primary key, v int check (v > 0), f float8, at timestamptz)`;
    const [database] = await sql`select current_database() as name`;
    const set = (setting: string) =>
      sql.unsafe(`alter database "${String(database?.['name'])}" ${setting}`);
    const settings = [
      'extra_float_digits = 0',
      "datestyle = 'SQL, DMY'",
      "timezone = 'Asia/Kolkata'",
    ];
    for (const setting of settings) await set(`set ${setting}`);
    try {
      const rows = rowsOf(3, (id) => ({
        v: id === 2 ? -1 : 1,
        f: 0.1 + 0.2,
        at: '2024-02-01 03:04:05+00',
      }));
      const report = await warehouse.newLoader().loadPipeline(bound(rows), { ...collect, ...mode });
      expect(report.rows).toMatchObject({ inserted: 2, rejected: 1 });
    } finally {
      await set('reset all');
    }
    expect(
      await sql`select id, f = 0.1::float8 + 0.2::float8 as f,
        at = '2024-02-01 03:04:05+00' as at from around order by id`,
    ).toEqual([
      { id: 1, f: true, at: true },
      { id: 3, f: true, at: true },
    ]);
  },
);

test.each(modes)('with $mode, a row too long for a page is named', async (mode) => {
  const { sql, loader } = warehouse;
  const names = Array.from({ length: 450 }, (_, index) => `c${index}`);
  await sql.unsafe(
    `create table around (id int primary key, v int, ${names.map((name) => `${name} text`).join(', ')})`,
  );
  const wide = Object.fromEntries(names.map((name) => [name, 'x'.repeat(20)]));
  const none = Object.fromEntries(names.map((name) => [name, null]));
  const rows = rowsOf(300, (id) => (id === 10 ? wide : none));
  const report = await loader.loadPipeline(bound(rows), { ...collect, ...mode });
  expect(report.rows).toMatchObject({ inserted: 299, rejected: 1 });
  const rejected = await sql`select row_number::int, code from rejected_rows`;
  expect(rejected).toEqual([{ row_number: 10, code: 'VALUE_TOO_LONG' }]);
});

test('a row that a partitioned table refuses in an upsert is named', async () => {
  const { sql, loader } = warehouse;
  await sql`create table around (id int, v int check (v > 0), primary key (id)) partition by range (id)`;
  await sql`create table around_low partition of around for values from (0) to (4000)`;
  const rows = rowsOf(3_000, (id) => ({ v: id === 2_222 ? -1 : 1 }));
  const fail = { ...collect, ...upsert, onRefusal: 'fail' } as const;
  const error = await failureOf(loader.loadPipeline(bound(rows), fail));
  expect(error).toMatchObject({ code: 'CHECK_VIOLATED', context: { rowNumber: 2_222 } });
  const report = await loader.loadPipeline(bound(rows), { ...collect, ...upsert });
  expect(report.rows).toMatchObject({ inserted: 2_999, rejected: 1 });
  const [rejected] = await sql`select row_number::int, code from rejected_rows`;
  expect(rejected).toEqual({ row_number: 2_222, code: 'CHECK_VIOLATED' });
});

test('if another row is refused in parts than in the whole, no record is named', async () => {
  const { sql, loader } = warehouse;
  await sql`create table around (id int primary key, v int check (v > 0), p int references around)`;
  const rows = rowsOf(12_000, (id) => ({
    p: id === 1 ? 12_000 : null,
    v: id === 11_000 ? -1 : 1,
  }));
  const options = { ...collect, ...upsert, onRefusal: 'fail' } as const;
  const error = await failureOf(loader.loadPipeline(bound(rows), options));
  expect(error).toMatchObject({ code: 'CHECK_VIOLATED' });
  expect(error.context.rowNumber).toBeUndefined();
});

test(
  'long texts around a refused row do not accumulate in memory',
  { tags: ['full'], timeout: 300_000 },
  async () => {
    const { sql, loader } = warehouse;
    await sql`create table around (id int primary key, v int check (v > 0), s text)`;
    const rows = rowsOf(700, (id) => ({ v: id === 350 ? -1 : 1, s: 'x'.repeat(2 ** 20) }));
    const long = new Pipeline<Row>('long').bind(rowSource('long', () => rows));
    const report = await loader.loadPipeline(long, { ...collect, ...upsert });
    expect(report.rows).toMatchObject({ inserted: 699, rejected: 1 });
  },
);

test('statement triggers see no statement without rows', async () => {
  const { sql, loader } = warehouse;
  await sql`create table around (id int primary key, v int)`;
  await sql`create or replace function see() returns trigger language plpgsql as $$
    begin
      if not exists (select from added) then raise exception 'nothing'; end if; return null;
    end $$`;
  await sql`create trigger see after insert on around referencing new table as added
    for each statement execute function see()`;
  const report = await loader.loadPipeline(bound(rowsOf(5_000, () => ({}))), {
    ...collect,
    mode: 'append',
  });
  expect(report.rows).toMatchObject({ inserted: 5_000, rejected: 0 });
});

test.each(
  modes.flatMap((mode) => [
    { ...mode, state: '55P03', code: 'LOCK_TIMEOUT' },
    // As if its transaction had failed before.
    { ...mode, state: '25P02', code: 'DATABASE_FAILED' },
  ]),
)(
  'with $mode, the message that a trigger raises with $state is not shown, and fails the load',
  async ({ state, code, ...mode }) => {
    const { sql, loader } = warehouse;
    await sql`create table around (id int primary key, v int, s text)`;
    await sql.unsafe(`create or replace function raise_state() returns trigger language plpgsql as $$
      begin
        if new.id = 4000 then raise exception 'here is %', new.s using errcode = '${state}'; end if;
        return new;
      end $$`);
    await sql`create trigger raise_state before insert on around for each row execute function raise_state()`;
    const rows = rowsOf(5_000, () => ({ s: 'canary' }));
    const error = await failureOf(loader.loadPipeline(bound(rows), { ...collect, ...mode }));
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain('canary');
    expect(await sql`select from around`).toHaveLength(0);
  },
);

test.each(modes)('with $mode, columns may have the names that the loader uses', async (mode) => {
  const { sql, loader } = warehouse;
  const names = ['wdh_row', 'wdh_record', 'wdh_line', 'wdh_position', 'wdh_position_', 'age'];
  const columns = names.map((name) => `${name} int`).join(', ');
  await sql.unsafe(
    `create table around (${columns}, v int check (v > 0), primary key (wdh_position))`,
  );
  const named = (id: number): Row => Object.fromEntries(names.map((name, at) => [name, id + at]));
  const rows = [...[1, 2, 3, 3].map((id) => ({ ...named(id), v: 1 })), { ...named(4), v: -1 }];
  const hasKeys = 'upsertKeys' in mode;
  const given = hasKeys ? { ...mode, upsertKeys: ['wdh_position'] } : mode;
  const report = await loader.loadPipeline(bound(rows), { ...collect, ...given });
  expect(report.rows.rejected).toBe(hasKeys ? 1 : 2);
  expect(await sql.unsafe(`select ${names.join(', ')} from around order by 1`)).toEqual(
    [1, 2, 3].map(named),
  );
});
