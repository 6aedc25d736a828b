import { Pipeline } from '@wdh/pipeline-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { LoadOptions, WarehouseLoader } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
let loader: WarehouseLoader;
let eventsBefore = 0;

type Order = Readonly<Record<string, unknown>>;

const upsert = { mode: 'upsert', upsertKeys: ['id'] } as const;
const replace = { mode: 'replace' } as const;

beforeAll(async () => {
  const { sql } = warehouse;
  await sql.unsafe(`do $$ begin
    execute format('revoke temporary on database %I from public', current_database()); end $$`);
  loader = warehouse.newLoader({ connectionUrl: role.url });
});

beforeEach(async () => {
  const { sql } = warehouse;
  eventsBefore = warehouse.logger.events.length;
  await sql`drop table if exists staged, unstaged`;
  for (const table of ['staged', 'unstaged']) {
    await sql.unsafe(`create table ${table} (id int primary key, code text not null,
      amount numeric(8, 2) check (amount > 0), day date, tags text[])`);
    await sql.unsafe(`insert into ${table} select id, 'old', 1, '2020-01-01', '{a}'
      from generate_series(1, 2000) as id`);
    await sql.unsafe(`grant select, insert, update, delete on ${table} to ${role.name}`);
  }
});

const order = (id: number, change: Order = {}): Order => ({
  id,
  code: `tab\t"quote" \\ ${id}`,
  amount: '1.5',
  day: '2024-02-29',
  tags: ['x,y', null],
  ...change,
});

/** Rows that are there, are not, and come again, in the same range and in another. */
const orders = [
  ...Array.from({ length: 1_500 }, (_, index) => order(index + 1)),
  ...Array.from({ length: 500 }, (_, index) =>
    order(1_501 + index, { code: 'old', amount: '1.00', day: '2020-01-01', tags: ['a'] }),
  ),
  ...Array.from({ length: 1_200 }, (_, index) => order(1_901 + index)),
  ...Array.from({ length: 300 }, (_, index) => order(1_001 + index, { code: 'last' })),
  order(9_999, { code: 'first' }),
  order(9_999, { code: 'second' }),
];

const warnings = () =>
  warehouse.logger.events
    .slice(eventsBefore)
    .filter(({ event }) => event === 'database.load.unstaged');

async function expectNothingLeft(): Promise<void> {
  const { sql } = warehouse;
  expect(await sql`select * from pg_largeobject_metadata`).toEqual([]);
  expect(await warehouse.sessions()).toEqual([]);
}

test.each([upsert, replace])(
  'a role without temporary tables loads with $mode as any other does, and is warned once',
  async (mode) => {
    const { sql } = warehouse;
    // A key that comes twice is an error where all rows are replaced.
    const rows = mode.mode === 'replace' ? orders.slice(0, 2_000) : orders;
    const { durationMs, ...expected } = await warehouse.loader.load(rows, {
      into: 'staged',
      ...mode,
    });
    expect(warnings()).toEqual([]);
    const result = await loader.load(rows, { into: 'unstaged', ...mode });
    expect(result).toEqual({
      ...expected,
      isUnstaged: true,
      durationMs: expect.any(Number) as number,
    });
    expect(durationMs).toBeGreaterThan(0);
    const table = (name: string) => sql.unsafe(`select t::text from ${name} as t order by id`);
    expect(await table('unstaged')).toEqual(await table('staged'));
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toMatchObject({
      level: 'warn',
      context: { table: 'public.unstaged', mode: mode.mode },
    });
    await expectNothingLeft();
  },
);

test('an append needs no temporary table, and warns of none', async () => {
  await loader.load([order(3_000)], { into: 'unstaged' });
  const bound = new Pipeline<Order>('append').bind(memorySource([order(3_001), order(1)]));
  const options = { into: 'unstaged', onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(bound, options);
  expect(report.rows).toMatchObject({ inserted: 1, rejected: 1 });
  expect(warnings()).toEqual([]);
});

test('no rows leave an empty table where that is allowed', async () => {
  const { sql } = warehouse;
  await loader.load([], { into: 'unstaged', ...replace, allowEmpty: true });
  expect(await sql`select * from unstaged`).toEqual([]);
  await expectNothingLeft();
});

test.each([
  ['a type', { day: '2023-02-29' }, 'VALUE_INVALID', 'day'],
  ['a length', { amount: '1000000' }, 'VALUE_OUT_OF_RANGE', 'amount'],
  ['NOT NULL', { code: null }, 'NOT_NULL_VIOLATED', 'code'],
  ['a check', { amount: '-1' }, 'CHECK_VIOLATED', undefined],
  ['the encoder', { amount: '1.005' }, 'VALUE_WOULD_CHANGE', 'amount'],
])('a row refused by %s fails the load, which names it', async (_, change, code, field) => {
  const { sql } = warehouse;
  const rows = Array.from({ length: 1_500 }, (_row, index) => order(3_000 + index));
  rows[1_200] = order(4_200, change);
  for (const mode of [upsert, replace]) {
    const options: LoadOptions<string> = { into: 'unstaged', ...mode };
    const error = await failureOf(loader.load(rows, options));
    expect(error).toMatchObject({ code, category: 'data' });
    expect(error.context).toMatchObject({ rowNumber: 1_201 });
    expect(error.context.field).toBe(field);
    expect(await sql`select count(*)::int from unstaged`).toEqual([{ count: 2_000 }]);
    await expectNothingLeft();
  }
});

test.each([upsert, replace])(
  'an audited load with $mode sets refused rows aside, and loads the rest',
  async (mode) => {
    const { sql } = warehouse;
    const rows = Array.from({ length: 2_500 }, (_, index) => order(index + 1));
    rows[100] = order(101, { day: 'never' });
    rows[1_100] = order(1_101, { amount: '-1' });
    rows[2_400] = order(2_401, { amount: 0.125 });
    const bound = new Pipeline<Order>('unstaged').bind(memorySource(rows));
    const options = { into: 'unstaged', onRefusal: 'reject', force: true, ...mode } as const;
    const report = await loader.loadPipeline(bound, options);
    const rowCounts = { read: 2_500, rejected: 3 };
    expect(report).toMatchObject({ status: 'success', isUnstaged: true, rows: rowCounts });
    expect(report.rows.inserted + report.rows.updated).toBe(2_497);
    const rejected = await sql`select row_number::int as row, line_number::int as line, field, code
      from rejected_rows where execution_id = ${report.executionId} order by row_number`;
    expect(rejected).toEqual([
      { row: 101, line: 102, field: 'day', code: 'VALUE_INVALID' },
      { row: 1_101, line: 1_102, field: null, code: 'CHECK_VIOLATED' },
      { row: 2_401, line: 2_402, field: 'amount', code: 'VALUE_WOULD_CHANGE' },
    ]);
    const kept = await sql`select count(*)::int from unstaged where day = '2024-02-29'`;
    expect(kept).toEqual([{ count: 2_497 }]);
    const [run] = await sql`select status from pipeline_executions
      where execution_id = ${report.executionId}`;
    expect(run).toEqual({ status: 'success' });
    expect(warnings()).toHaveLength(1);
    await expectNothingLeft();
  },
);

test('keys are the same where the collation of their column says so', async () => {
  const { sql } = warehouse;
  await sql`create collation if not exists nocase
    (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`;
  await sql`create table named (name text collate nocase primary key, place int, at timestamptz)`;
  await sql.unsafe(`grant select, insert, update on named to ${role.name}`);
  await sql`insert into named values ('anna', 1), ('Bert', 2)`;
  const rows = [
    { name: 'ANNA', place: 3 },
    { name: 'bert', place: 2 },
    { name: 'carl', place: 4 },
    { name: 'Carl', place: 5 },
  ];
  const options = { into: 'named', mode: 'upsert', upsertKeys: ['name'] } as const;
  expect(await loader.load(rows, options)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsUnchanged: 1,
    rowsSuperseded: 1,
  });
  expect(await sql`select name, place from named order by place`).toEqual([
    { name: 'Bert', place: 2 },
    { name: 'anna', place: 3 },
    { name: 'Carl', place: 5 },
  ]);
});

test('rows that a trigger drops are missed', async () => {
  const { sql } = warehouse;
  await sql`create or replace function drop_some() returns trigger language plpgsql as $$
    begin if new.id = 3007 then return null; end if; return new; end $$`;
  await sql`create trigger drop_some before insert on unstaged for each row
    execute function drop_some()`;
  const rows = Array.from({ length: 20 }, (_, index) => order(3_000 + index));
  const load = loader.load(rows, { into: 'unstaged', ...upsert });
  expect((await failureOf(load)).code).toBe('LEDGER_IMBALANCE');
});

test('a key may have the name that the loader uses', async () => {
  const { sql } = warehouse;
  await sql`drop table unstaged`;
  await sql`create table unstaged (wdh_position int primary key, age int)`;
  await sql.unsafe(`grant select, insert, update on unstaged to ${role.name}`);
  const rows = [1, 2, 2, 1, 3].map((wdh_position, age) => ({ wdh_position, age }));
  const options = { into: 'unstaged', mode: 'upsert', upsertKeys: ['wdh_position'] } as const;
  expect(await loader.load(rows, options)).toMatchObject({ rowsInserted: 3, rowsSuperseded: 2 });
  expect(await sql`select age from unstaged order by wdh_position`).toEqual(
    [3, 2, 4].map((age) => ({ age })),
  );
});
