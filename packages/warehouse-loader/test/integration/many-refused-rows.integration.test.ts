import { Pipeline } from '@wdh/pipeline-core';
import { DedicatedConnection } from '@wdh/postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadModes } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
type Row = Readonly<Record<string, unknown>>;
type Mode = (typeof loadModes)[number];
interface Reject {
  readonly row_number: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  readonly input: Row;
}

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists many, parents`;
  await sql`drop domain if exists short, present`;
  await sql`drop type if exists mood`;
  await sql`create type mood as enum ('sad', 'ok')`;
  await sql`create domain short as varchar(3) constraint no_x check (value <> 'x')`;
  await sql`create domain present as int not null`;
  await sql`create table parents (id int primary key)`;
  await sql`create table many (id int primary key, v int constraint positive check (v > 0),
    w int references parents, name varchar(3), amount numeric(5, 2), other numeric(4, 1), feel mood,
    list int[], code short, must present, bits bit(3), kind regclass, doc jsonb, at timestamp(0),
    fixed char(2), extra text unique,
    divisor int, quotient int generated always as (100 / divisor) stored)`;
  await sql`delete from rejected_rows`;
  await sql`delete from pipeline_executions`;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const good = {
  v: 1,
  w: null,
  name: 'abc',
  amount: '1.25',
  other: '2.5',
  feel: 'ok',
  list: '{1,NULL}',
  code: 'a"\\',
  must: 1,
  bits: '101',
  kind: '1259',
  doc: '{"a":"\\""}',
  at: '2024-01-01 00:00:00',
  fixed: 'x',
  extra: null,
  divisor: 1,
};
const bad: readonly Row[] = [
  { v: -1 },
  { v: 'x' },
  { w: 5 },
  { feel: 'angry' },
  { list: '{1,x}' },
  { code: 'x' },
  { bits: '1010' },
  { kind: 'no_such' },
  { doc: '{"a":' },
  { at: '2024-13-01 00:00:00' },
  { extra: 'taken' },
  { amount: '12345.25' },
  { other: '12345.5' },
  { must: null },
  { divisor: 0 },
];

async function load(rows: readonly Row[], mode: Mode): Promise<readonly Reject[]> {
  const { sql, loader } = warehouse;
  const bound = new Pipeline<Row>('many').bind(memorySource(rows, { batchSize: 500 }));
  const how = { into: 'many', onRefusal: 'reject', errorThreshold: 1, force: true } as const;
  const report = await loader.loadPipeline(bound, { ...how, ...mode, allowEmpty: true });
  const rejects = await sql<Reject[]>`select row_number::int, field, code, message, input
    from rejected_rows where execution_id = ${report.executionId} order by row_number`;
  expect(report.rows.rejected).toBe(rejects.length);
  expect(report.rows.inserted).toBe(rows.length - rejects.length);
  return [...rejects];
}

test.each(loadModes)(
  'with $mode, each of many refused rows has the same code and column as alone',
  async (mode) => {
    const { sql } = warehouse;
    const alone = new Map<number, Reject | undefined>();
    for (const [index, more] of bad.entries()) {
      const first = { ...good, id: 0, extra: 'taken' };
      const rejects = await load([first, { ...good, ...more, id: 1 }], mode);
      alone.set(index, rejects[0]);
      await sql`delete from many`;
    }
    const rows = Array.from({ length: 1_500 }, (_, id) => {
      const more = id === 0 ? { extra: 'taken' } : id % 3 === 0 ? {} : bad[id % bad.length];
      return { ...good, ...more, id };
    });
    const rejects = await load(rows, mode);
    expect(rejects.map(({ row_number }) => row_number - 1)).toEqual(
      rows.flatMap(({ id }) => (id % 3 === 0 ? [] : [id])),
    );
    for (const { row_number, field, code, message, input } of rejects) {
      const id = row_number - 1;
      const expected = alone.get(id % bad.length);
      expect({ field, code, message }).toEqual({
        field: expected?.field,
        code: expected?.code,
        message: expected?.message,
      });
      expect(Number(input['id'])).toBe(id);
    }
    const [kept] = await sql`select kind::text, list::text, code, doc->>'a' as a from many limit 1`;
    expect(kept).toEqual({ kind: 'pg_class', list: '{1,NULL}', code: 'a"\\', a: '"' });
  },
);

/** Loads 12,000 rows that are all refused, and expects far fewer statements. */
const expectFewStatements = async ({
  mode,
  more,
}: {
  readonly mode: Mode;
  readonly more: Row;
}): Promise<void> => {
  const steps = (['query', 'attempt', 'attemptCopy'] as const).map((name) =>
    vi.spyOn(DedicatedConnection.prototype, name),
  );
  const rows = Array.from({ length: 12_000 }, (_, id) => ({ ...good, ...more, id }));
  expect(await load(rows, mode)).toHaveLength(12_000);
  const count = steps.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  expect(count).toBeLessThan(12_000 / 10);
};

const everyRefusal = loadModes.flatMap((mode) =>
  [
    { v: -1 },
    { v: 'x' },
    { w: 5 },
    { amount: '12345.25' },
    { code: 'x' },
    { must: null },
    { divisor: 0 },
  ].map((more) => ({ mode, more, way: mode.mode })),
);
const fewStatements = 'with $way, many rows refused by $more take few statements';
test.each(everyRefusal.slice(0, 1))(fewStatements, (given) => expectFewStatements(given));
test.each(everyRefusal.slice(1))(fewStatements, { tags: ['full'] }, (given) =>
  expectFewStatements(given),
);

test('for a role without plpgsql the same rows are refused, one by one', async () => {
  const { sql } = warehouse;
  await sql`update pg_language set lanname = 'gone' where lanname = 'plpgsql'`;
  try {
    const rows = Array.from({ length: 300 }, (_, id) => ({
      ...good,
      v: id % 2 === 0 ? 1 : -1,
      id,
    }));
    expect(await load(rows, { mode: 'append' })).toHaveLength(150);
  } finally {
    await sql`update pg_language set lanname = 'plpgsql' where lanname = 'gone'`;
  }
});

test('rows that refer to later rows are accepted as before', async () => {
  const { sql } = warehouse;
  await sql`drop table many`;
  await sql`create table many (id int primary key, v int check (v > 0), w int references many)`;
  const rows = Array.from({ length: 400 }, (_, id) => ({
    id,
    v: id < 40 ? -1 : 1,
    w: null as number | null,
  }));
  rows.push({ id: 401, v: 1, w: 402 }, { id: 402, v: 1, w: null });
  expect(await load(rows, { mode: 'append' })).toHaveLength(40);
});

test('rows that a constraint trigger allows after later rows are accepted', async () => {
  const { sql } = warehouse;
  await sql.unsafe(`create or replace function see() returns trigger language plpgsql as $$
    begin
      if not exists (select from many where id = new.w) then
        raise foreign_key_violation using message = 'none';
      end if;
      return null;
    end $$;
    alter table many drop constraint many_w_fkey;
    create constraint trigger see after insert on many deferrable initially deferred
      for each row when (new.w is not null) execute function see()`);
  const rows = Array.from({ length: 400 }, (_, id) => ({ ...good, id, v: id < 40 ? -1 : 1 }));
  const others = [
    { ...good, id: 401, w: 402 },
    { ...good, id: 402 },
  ];
  expect(await load([...rows, ...others], { mode: 'append' })).toHaveLength(40);
});

test.each(loadModes)('with $mode, rows that a trigger rejects are refused', async (mode) => {
  const { sql } = warehouse;
  await sql.unsafe(`create or replace function see() returns trigger language plpgsql as $$
    begin assert new.v > 1, 'too little'; return new; end $$;
    create trigger see before insert on many for each row execute function see()`);
  const rows = Array.from({ length: 400 }, (_, id) => ({ ...good, id, v: (id % 2) + 1 }));
  const rejects = await load(rows, mode);
  expect(rejects).toHaveLength(200);
  expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['TRIGGER_REFUSED']));
});

test('effects of triggers in a probe are rolled back', async () => {
  const { sql } = warehouse;
  await sql`create table if not exists seen (id int)`;
  await sql`truncate seen`;
  await sql.unsafe(`create or replace function see() returns trigger language plpgsql as $$
    begin insert into seen values (new.id); return new; end $$;
    create trigger see before insert on many for each row execute function see()`);
  const rows = Array.from({ length: 200 }, (_, id) => ({ ...good, v: id % 2 === 0 ? 1 : -1, id }));
  expect(await load(rows, { mode: 'append' })).toHaveLength(100);
  expect(await sql`select distinct id from seen`).toHaveLength(100);
  expect(await sql`select id from seen`).toHaveLength(100);
});
