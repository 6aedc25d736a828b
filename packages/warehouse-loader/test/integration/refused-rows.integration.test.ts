import { randomBytes } from 'node:crypto';
import { keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

type Order = Readonly<Record<string, unknown>>;

const order = (id: number): Order => ({
  id,
  code: `c${id}`,
  amount: '1.50',
  day: '2024-02-29',
  customer: 1,
  rank: null,
  room: `[${id + 10},${id + 11})`,
  state: 'new',
  agent: 1,
  slot: id === 1 ? 0 : null,
});
const orders = (count: number): Order[] =>
  Array.from({ length: count }, (_, index) => order(index + 1));

const pipeline = new Pipeline<Order>('orders', { stopOnError: false, errorThreshold: 1 }).addStep(
  rowStep('known', (row) =>
    row['day'] === 'never' ? rejectRow({ code: 'NEVER', message: 'a day' }) : keepRow(row),
  ),
);

/** One row for each way in which the server or the encoder refuses one. */
const refusals = [
  ['type', { id: 'many' }, 'id', 'VALUE_INVALID'],
  ['date', { day: '2023-02-29' }, 'day', 'VALUE_INVALID'],
  ['length', { code: 'far too long' }, 'code', 'VALUE_TOO_LONG'],
  ['range', { amount: '1e9' }, 'amount', 'VALUE_OUT_OF_RANGE'],
  ['null', { code: null }, 'code', 'NOT_NULL_VIOLATED'],
  ['check', { amount: '-1' }, null, 'CHECK_VIOLATED'],
  ['domain', { rank: 7 }, 'rank', 'CHECK_VIOLATED'],
  ['unique', { code: 'c1' }, null, 'UNIQUE_VIOLATED'],
  ['foreign key', { customer: 2 }, null, 'FOREIGN_KEY_VIOLATED'],
  ['trigger', { day: '1999-12-31' }, null, 'TRIGGER_REFUSED'],
  ['exclusion', { room: '[11,12)' }, null, 'EXCLUSION_VIOLATED'],
  ['enum', { state: 'lost' }, 'state', 'VALUE_INVALID'],
  ['deferred foreign key', { agent: 2 }, null, 'FOREIGN_KEY_VIOLATED'],
  ['deferred unique', { slot: 0 }, null, 'UNIQUE_VIOLATED'],
  ['constraint trigger', { slot: -1 }, null, 'TRIGGER_REFUSED'],
  ['encoder', { id: 1.5 }, 'id', 'VALUE_WOULD_CHANGE'],
  ['NUL', { code: 'a\0' }, 'code', 'TEXT_HAS_NUL'],
] as const;

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists orders, customers`;
  await sql`drop domain if exists rank`;
  await sql`drop type if exists state`;
  await sql`create type state as enum ('new', 'paid')`;
  await sql`create domain rank as int check (value < 5)`;
  await sql`create table customers (id int primary key)`;
  await sql`insert into customers values (1)`;
  await sql`create table orders (id int primary key, code varchar(6) not null unique,
    amount numeric(8, 2) check (amount > 0), day date, rank rank,
    customer int references customers, state state,
    room int4range, exclude using gist (room with &&),
    agent int references customers deferrable initially deferred,
    slot int unique deferrable initially deferred)`;
  await sql`create or replace function refuse_old() returns trigger language plpgsql as $$
    begin if new.day < '2000-01-01' then raise exception 'too old: %', new.day; end if; return new; end $$`;
  await sql`create trigger refuse_old before insert on orders
    for each row execute function refuse_old()`;
  await sql`create or replace function refuse_slot() returns trigger language plpgsql as $$
    begin if new.slot < 0 then raise exception 'no slot %', new.slot; end if; return null; end $$`;
  await sql`create constraint trigger refuse_slot after insert on orders
    deferrable initially deferred for each row execute function refuse_slot()`;
  await sql`delete from pipeline_executions`;
});

test.each(modes)(
  'with $mode, rows refused in any way are rejected, and the rest loads',
  async (mode) => {
    const { sql, loader } = warehouse;
    const rows = orders(3_000);
    const badAt = refusals.map((_, index) => 150 * (index + 1));
    refusals.forEach(([, change], index) => {
      rows[150 * (index + 1)] = { ...order(150 * (index + 1) + 1), ...change };
    });
    rows[2_999] = { ...order(3_000), day: 'never' };
    const bound = pipeline.bind(memorySource(rows, { batchSize: 700 }));
    const report = await loader.loadPipeline(bound, {
      into: 'orders',
      onRefusal: 'reject',
      ...mode,
    });
    const count = refusals.length + 1;
    expect(report.rows).toMatchObject({ read: 3_000, inserted: 3_000 - count, rejected: count });
    expect(await sql`select count(*)::int from orders`).toEqual([{ count: 3_000 - count }]);
    const rejected =
      await sql`select row_number::int, line_number::int, step_name, field, code, message,
    input::text as input from rejected_rows order by row_number`;
    expect(rejected).toHaveLength(count);
    refusals.forEach(([, change, field, code], index) => {
      const at = badAt[index] ?? 0;
      expect(rejected[index]).toMatchObject({
        row_number: at + 1,
        line_number: at + 2,
        step_name: 'load',
        field,
        code,
      });
      expect(JSON.parse(String(rejected[index]?.['input']))).toMatchObject({
        code: 'code' in change ? change.code : `c${at + 1}`,
      });
    });
    expect(JSON.stringify(rejected.map((row) => row['message'] as unknown))).not.toMatch(
      /1999|long"/,
    );
    expect(await warehouse.sessions()).toEqual([]);
  },
);

const immediate = refusals.filter(([how]) => !/deferred|constraint trigger/.test(how));

test.each(
  modes.flatMap((mode) => immediate.map(([how, ...refusal]) => ({ ...mode, how, refusal }))),
)(
  'with $mode, on refusal fail, the error names the record that is refused by $how',
  { tags: ['full'] },
  async ({ how, refusal: [change, field, code], ...mode }) => {
    const { sql, loader } = warehouse;
    const rows = orders(400);
    rows[345] = { ...order(346), ...change };
    const error = await failureOf(loader.load(rows, { into: 'orders', ...mode }));
    expect(error).toMatchObject({ code, category: 'data' });
    // Of what COPY looks at when a statement ends, it names no line.
    const isNamed = mode.mode !== 'append' || how !== 'foreign key';
    expect(error.context.rowNumber).toBe(isNamed ? 346 : undefined);
    expect(error.message.includes('one of the records 1 to 400')).toBe(!isNamed);
    expect(error.context.field ?? null).toBe(isNamed ? field : null);
    expect(await sql`select * from orders`).toEqual([]);
  },
);

test('an upsert with refused rows counts inserted, updated, unchanged and superseded rows', async () => {
  const { sql, loader } = warehouse;
  const upsert = { into: 'orders', mode: 'upsert', upsertKeys: ['id'] } as const;
  await loader.load(orders(4), upsert);
  const rows = [
    order(1),
    { ...order(2), amount: '9' },
    { ...order(3), amount: '-1' },
    order(5),
    { ...order(5), amount: '5' },
    { ...order(6), customer: 9 },
  ];
  const bound = pipeline.bind(memorySource(rows));
  const options = { ...upsert, onRefusal: 'reject', errorThreshold: 0.5 } as const;
  const report = await loader.loadPipeline(bound, options);
  expect(report.rows).toMatchObject({
    inserted: 1,
    updated: 1,
    unchanged: 1,
    superseded: 1,
    deleted: 0,
    rejected: 2,
  });
  expect(await sql`select id, amount from orders order by id`).toEqual([
    { id: 1, amount: '1.50' },
    { id: 2, amount: '9.00' },
    { id: 3, amount: '1.50' },
    { id: 4, amount: '1.50' },
    { id: 5, amount: '5.00' },
  ]);
});

/** Loads rows of which a quarter is refused, and expects no row and all rejects. */
const expectRejectsKept = async (mode: (typeof modes)[number]): Promise<void> => {
  const { sql, loader } = warehouse;
  const rows = orders(5_000).map((row, index) =>
    index % 4 === 0 ? { ...row, amount: '-1' } : row,
  );
  const bound = pipeline.bind(memorySource(rows));
  const load = loader.loadPipeline(bound, { into: 'orders', onRefusal: 'reject', ...mode });
  const error = await failureOf(load);
  expect(error).toMatchObject({ code: 'ERROR_THRESHOLD_EXCEEDED', category: 'data' });
  expect(await sql`select * from orders`).toEqual([]);
  const [kept] = await sql`select status, rows_failed::int as failed,
    (select count(*)::int from rejected_rows) as kept from pipeline_executions`;
  expect(kept).toEqual({
    status: 'failed',
    failed: kept?.['kept'] as unknown,
    kept: expect.any(Number) as unknown,
  });
  expect(kept?.['kept']).toBeGreaterThan(200);
  expect(await warehouse.sessions()).toEqual([]);
};

test.each(modes.slice(0, 1))(
  'with $mode, past the threshold nothing is loaded, and the rejects are kept',
  (mode) => expectRejectsKept(mode),
);

test.each(modes.slice(1))(
  'with $mode, past the threshold nothing is loaded, and the rejects are kept',
  { tags: ['full'] },
  (mode) => expectRejectsKept(mode),
);

test('a few refused rows in a small source are judged at the end', async () => {
  const { loader } = warehouse;
  const rows = [order(1), { ...order(2), id: 0.5 }];
  const load = loader.loadPipeline(pipeline.bind(memorySource(rows)), {
    into: 'orders',
    onRefusal: 'reject',
  });
  expect((await failureOf(load)).code).toBe('ERROR_THRESHOLD_EXCEEDED');
});

test('values of any type are stored as by COPY', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists odd, straight`;
  await sql`create domain short as varchar(3)`.catch(() => undefined);
  const columns = sql`(id int primary key, "Big Name" text, fixed char(4), flag bit(3), bits varbit(5),
    bytes bytea, list text[], tags varchar(3)[], doc jsonb, at timestamptz, span int4range, net inet,
    short short, ok boolean, "wdh_row" int, letter "char", half float4)`;
  await sql`create table odd ${columns}`;
  await sql`create table straight ${columns}`;
  const row = {
    id: 1,
    'Big Name': 'tab\t\\N "quoted"\n',
    fixed: 'abcd',
    flag: '101',
    bits: '10110',
    bytes: new Uint8Array([0, 255, 92]),
    list: ['a,b', null, '"'],
    tags: ['abc'],
    doc: { a: [1, null] },
    at: '2024-02-29 12:00:00.123456+02',
    span: '[1,5)',
    net: '10.0.0.0/8',
    short: 'abc',
    ok: true,
    wdh_row: 7,
    letter: 'x',
    half: 0.1,
  };
  const long = [
    { ...row, id: 2, fixed: 'abcde' },
    { ...row, id: 3, flag: '1011' },
    { ...row, id: 4, short: 'abcd' },
    { ...row, id: 5, tags: ['abcd'] },
    { ...row, id: 6, bits: '101101' },
  ];
  const bound = new Pipeline<object>('odd').bind(memorySource([row, ...long]));
  const report = await loader.loadPipeline(bound, {
    into: 'odd',
    onRefusal: 'reject',
    errorThreshold: 1,
  });
  expect(report.rows).toMatchObject({ inserted: 1, rejected: 5 });
  const fields = await sql`select field from rejected_rows order by row_number`;
  expect(fields.map(({ field }) => field as unknown)).toEqual([
    'fixed',
    'flag',
    'short',
    'tags',
    'bits',
  ]);
  await loader.load([row], { into: 'straight' });
  expect(await sql`select o::text from odd o`).toEqual(
    await sql`select s::text as o from straight s`,
  );
});

test('rows too long for an index, and rows that a trigger refuses with its own error, are rejected', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists memos, texts`;
  await sql`create table memos (id int primary key, memo text unique, text_id int)`;
  await sql`create table texts (id int primary key)`;
  await sql`create or replace function look_up() returns trigger language plpgsql as $$
    begin
      if new.text_id = 1 then select id into strict new.text_id from texts; end if;
      if new.text_id = 2 then raise 'refused' using errcode = 'check_violation'; end if;
      return new;
    end $$`;
  await sql`create trigger look_up before insert on memos for each row execute function look_up()`;
  const rows = [
    { id: 1, memo: 'short', text_id: null },
    { id: 2, memo: randomBytes(8_000).toString('hex'), text_id: null },
    { id: 3, memo: 'a', text_id: 1 },
    { id: 4, memo: 'b', text_id: 2 },
    { id: 5, memo: 'c', text_id: 3 },
  ];
  const bound = new Pipeline<object>('memos').bind(memorySource(rows));
  const report = await loader.loadPipeline(bound, {
    into: 'memos',
    onRefusal: 'reject',
    errorThreshold: 1,
  });
  expect(report.rows).toMatchObject({ inserted: 2, rejected: 3 });
  const codes = await sql`select code from rejected_rows
    where execution_id = ${report.executionId} order by row_number`;
  expect(codes.map(({ code }) => code as unknown)).toEqual([
    'VALUE_TOO_LONG',
    'TRIGGER_REFUSED',
    'CHECK_VIOLATED',
  ]);
});

test('a row may refer to one shortly after it, if the constraint is deferred', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists staff`;
  await sql`create table staff (id int primary key,
    chief int references staff deferrable initially deferred)`;
  const rows = Array.from({ length: 3_000 }, (_, index) => ({
    id: index + 1,
    // The next record, within the range; record 1 refers to the last record.
    chief: index === 0 ? 3_000 : index % 2 === 0 && index < 2_999 ? index + 2 : null,
  }));
  const bound = () => new Pipeline<object>('staff').bind(memorySource(rows, { batchSize: 1_000 }));
  const report = await loader.loadPipeline(bound(), { into: 'staff', onRefusal: 'reject' });
  expect(report.rows).toMatchObject({ inserted: 2_999, rejected: 1 });
  await sql`delete from staff`;
  const whole = await loader.loadPipeline(bound(), { into: 'staff', force: true });
  expect(whole.rows).toMatchObject({ inserted: 3_000 });
});

test.each([
  ['the table', { size: -1 }, []],
  ['the type of a column', { size: 'none' }, [{ id: 1, size: 1 }]],
  ['the encoder', { size: 1.5 }, [{ id: 1, size: 1 }]],
])(
  'for a key whose last row %s refuses, an upsert keeps the expected value',
  async (_, last, kept) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists repeated`;
    await sql`create table repeated (id int primary key, size int check (size > 0))`;
    const source = memorySource<object>([
      { id: 1, size: 1 },
      { id: 1, ...last },
    ]);
    const report = await loader.loadPipeline(new Pipeline<object>('repeated').bind(source), {
      into: 'repeated',
      mode: 'upsert',
      upsertKeys: ['id'],
      onRefusal: 'reject',
      errorThreshold: 1,
    });
    const inserted = kept.length;
    expect(report.rows).toMatchObject({ inserted, superseded: 1 - inserted, rejected: 1 });
    expect(await sql`select * from repeated`).toEqual(kept);
  },
);
