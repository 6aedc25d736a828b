import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { keptValues } from '../warehouse/kept-values.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';
import { valuesByType } from '../warehouse/values-by-type.js';

const warehouse = useWarehouse();

/** Loads a value, with plain ones around it, and returns what the table has, or the refusal. */
async function outcomeOf(
  table: string,
  copyFormat: 'auto' | 'text',
  value: unknown,
): Promise<unknown> {
  const { sql, loader } = warehouse;
  await sql.unsafe(`truncate ${table}`);
  const rows = [
    { id: 1, value: null },
    { id: 2, value },
    { id: 3, value: null },
  ];
  try {
    await loader.load(rows, { into: table, copyFormat });
  } catch (error) {
    const { code, message, context } = error as { code: string; message: string; context: object };
    return { code, message, context };
  }
  return sql.unsafe(
    `select id, value::text as text, value is null as empty from ${table} order by id`,
  );
}

test.each(Object.keys(valuesByType))('%s: a value is the same in both formats', async (type) => {
  const { sql } = warehouse;
  await sql.unsafe(`drop table if exists twice; create table twice (id int, value ${type})`);
  for (const value of valuesByType[type] ?? []) {
    const text = await outcomeOf('twice', 'text', value);
    expect([type, value, await outcomeOf('twice', 'auto', value)]).toEqual([type, value, text]);
  }
});

test('what is stored unchanged is stored the same in both formats', async () => {
  const { sql } = warehouse;
  await sql`create extension if not exists hstore`;
  for (const [type, value] of keptValues) {
    await sql.unsafe(`drop table if exists twice; create table twice (id int, value ${type})`);
    const text = await outcomeOf('twice', 'text', value);
    expect([type, value, await outcomeOf('twice', 'auto', value)]).toEqual([type, value, text]);
  }
});

test('a type is not taken for a built-in one of the same name', async () => {
  const { sql } = warehouse;
  await sql`create schema strange`;
  await sql`create type strange.int4 as enum ('1', '2')`;
  await sql`create domain strange.positive as int4 check (value > 0)`;
  for (const [type, value] of [
    ['strange.int4', '2'],
    ['strange.int4', 3],
    ['strange.int4[]', ['1', '2']],
    ['strange.positive', 7],
    ['strange.positive', -7],
    ['strange.positive[]', [7]],
    ['strange.positive[]', '{-7}'],
  ] as const) {
    await sql.unsafe(`drop table if exists twice; create table twice (id int, value ${type})`);
    const text = await outcomeOf('twice', 'text', value);
    expect([type, value, await outcomeOf('twice', 'auto', value)]).toEqual([type, value, text]);
  }
});

test('rows are sent in binary, and those that are not plain as text, in their order', async () => {
  const { sql, loader } = warehouse;
  await sql`create table statements (id int, value numeric)`;
  await sql`create table seen (query text)`;
  // A column that looks at its statement, and refers to nothing.
  await sql`create function note() returns int volatile language plpgsql as $$ begin
    insert into seen select current_query() where not exists (select from seen where query = current_query());
    return 1; end $$`;
  await sql`alter table statements add noted int default note()`;
  const rows = Array.from({ length: 100 }, (_, id) => ({
    id,
    value: id === 50 ? '1e2' : String(id),
  }));
  await loader.load(rows, { into: 'statements' });
  const formats = await sql<{ isBinary: boolean }[]>`
    select query like '%(format binary)%' as "isBinary" from seen order by ctid`;
  expect(formats.map(({ isBinary }) => isBinary)).toEqual([true, false]);
  const stored = await sql<
    { id: number; value: string }[]
  >`select id, value from statements order by ctid`;
  expect(stored.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(stored[50]?.value).toBe('100');
});

test.each([
  ['int[]', '{1,NULL,3}'],
  ['text[]', '{tag-1,"a b"}'],
  ['numeric(12,2)[]', '{1.10,2}'],
  ['jsonb', '{"a":{"b":[1,"x"]}}'],
  ['json', '{"a":1}'],
])('a plain text of %s is sent in binary: %s', async (type, value) => {
  const { sql, loader } = warehouse;
  await sql.unsafe(`drop table if exists one; create table one (
    id int, value ${type}, query text default current_query())`);
  await loader.load([{ id: 1, value }], { into: 'one' });
  const [row] = await sql<
    { isBinary: boolean }[]
  >`select query like '%(format binary)%' as "isBinary" from one`;
  expect(row?.isBinary).toBe(true);
});

test('a table whose triggers see whole statements receives text', async () => {
  const { sql, loader } = warehouse;
  await sql`create table counted (id int, value numeric)`;
  await sql`create table statements_seen (rows int)`;
  await sql`create function count_rows() returns trigger language plpgsql as $$ begin
    insert into public.statements_seen select count(*) from added; return null; end $$`;
  await sql`create trigger counting after insert on counted referencing new table as added
    for each statement execute function count_rows()`;
  const rows = Array.from({ length: 20 }, (_, id) => ({ id, value: id === 10 ? '1e2' : '7' }));
  await loader.load(rows, { into: 'counted' });
  expect(await sql`select rows from statements_seen`).toEqual([{ rows: 20 }]);
});

test.each([
  ['a table', 'chained', ''],
  ['a partition', 'chained_part', 'partition by range (id)'],
])('in %s, a row may refer to a later one of the same load', async (_, into, partition) => {
  const { sql, loader } = warehouse;
  await sql.unsafe(`drop table if exists chained;
    create table chained (id int primary key, next int references chained, value numeric) ${partition}`);
  if (partition !== '') await sql`create table chained_part partition of chained default`;
  const rows = Array.from({ length: 20 }, (_, id) => ({
    id,
    next: id === 19 ? null : id + 1,
    // Behind rows in binary.
    value: id === 10 ? '1e2' : '7',
  }));
  await loader.load(rows, { into });
  expect(await sql`select from chained`).toHaveLength(20);
});

test('a refused row behind rows in binary and in text is named', async () => {
  const { sql, loader } = warehouse;
  await sql`create table refused (id int check (id <> 70), value numeric)`;
  const rows = Array.from({ length: 100 }, (_, at) => ({
    id: at + 1,
    value: at === 50 ? '1e2' : '7',
  }));
  const failure = await failureOf(loader.load(rows, { into: 'refused' }));
  expect(failure).toMatchObject({ code: 'CHECK_VIOLATED', context: { rowNumber: 70 } });
});

test('refused rows are rejected from ranges in both formats', async () => {
  const { sql, loader } = warehouse;
  await sql`create table mixed (id int primary key, value numeric, small int check (small <> 70))`;
  // More than one range in each format, and refused rows first, last, and where the format changes.
  const refused = [1, 2_048, 2_049, 4_999, 5_000, 5_001, 7_048, 9_000, 12_000];
  const rows = Array.from({ length: 12_000 }, (_, at) => ({
    id: at + 1,
    value: [5_000, 9_100].includes(at + 1) ? '1e2' : '7',
    small: refused.includes(at + 1) ? 70 : 1,
  }));
  const outcomes = [];
  for (const copyFormat of ['text', 'auto'] as const) {
    await sql`truncate mixed`;
    const pipeline = new Pipeline<object>(`mixed as ${copyFormat}`).bind(memorySource(rows));
    const options = { into: 'mixed', onRefusal: 'reject', copyFormat } as const;
    const { executionId } = await loader.loadPipeline(pipeline, options);
    const rejected = await sql`select row_number::int as row, line_number::int as line, code, field,
      message, input::text as input from rejected_rows where execution_id = ${executionId} order by 1`;
    expect(rejected.map(({ row }) => Number(row))).toEqual(refused);
    const [stored] =
      await sql`select count(*)::int, md5(string_agg(mixed::text, ' ' order by id)) from mixed`;
    outcomes.push([[...rejected], stored]);
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
});
