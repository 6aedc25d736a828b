import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { keptValues } from '../warehouse/kept-values.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Values by type; some are refused. Both formats must have the same outcome. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  int2: [0, -1, 32_767, -32_768, 32_768, '5', '-0', '007', ' 7', '+7', '1.0', 1.5, 70n, 'x', ''],
  int4: [0, -0, -1, 2_147_483_647, -2_147_483_648, 2_147_483_648, '2147483648', '-12', '1e3'],
  int8: [
    ...[0, -1, -4_294_967_296, -4_294_967_297, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, 1n, -1n],
    ...['9223372036854775807', '-9223372036854775808', '9223372036854775808', 2n ** 63n],
    ...[9_223_372_036_854_775_807n, '999999999999999', '1000000000000000', '-1234567890123456'],
  ],
  float4: [
    ...[0, -0, 1.5, 0.1, 16_777_217, 16_777_219, 1e-46, 1e-40, 3.4e38, 3.5e38, Number.NaN],
    ...['0.1', '1e10', '16777217', '1e39', '-0', '1e-46', Number.POSITIVE_INFINITY, 'NaN', '1_0'],
    // Halfway between two singles, once rounded to a double.
    '1.00000017881393432617187499',
  ],
  float8: [
    ...[0, -0, 1.5, 0.1, 5e-324, 1.7976931348623157e308, Number.NaN, Number.NEGATIVE_INFINITY],
    ...['0.1', '1e400', '-1e400', '1e-400', '0e-400', '-0', '123456789012345678', '0x10', ' 1'],
    ...['2.2250738585072011e-308', '1e-310', '.5', '5.', '1e5', 7n],
  ],
  numeric: [
    ...[0, -0, 1, -1, 0.1, -0.5, 12.34, 1e-7, 123_456.789_012, 9_999, 10_000, 2 ** 53, 0.1 + 0.2],
    ...['0', '-0', '-0.00', '0.0001', '0.00010000', '00012.50', '9999.9999', '10000', '100000000'],
    ...['-12345678901234567890.123456789', '5.', '.5', '1e5', '+1', ' 1', 'NaN', '1_000', '', '-'],
    ...[
      12_345n,
      '1'.repeat(130),
      '0.00000000000000000000000001',
      '123456789012345.6',
      1e21,
      '1.2.3',
    ],
  ],
  'numeric(8,3)': ['1.5', '1.5000', '1.5001', 12_345, 99_999.999, 100_000, '-99999.999', '0099999'],
  'numeric(3,3)': ['0.123', '0', '1', '0.1234', '-0.999'],
  'numeric(3,5)': ['0.00123', '0.1'],
  'numeric(5,-2)': ['1300', '1350'],
  bool: [true, false, 't', 'f', 'true', 'false', '1', '0', 'yes', 'OFF', ' t', 'x', 1, ''],
  date: [
    ...['2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '0001-01-01', '9999-12-31'],
    ...['0000-01-01', '2024-13-01', '2024-00-10', '2024-01-32', '2024-04-31', '10000-01-01'],
    ...['1970-01-01', '1999-12-31', '2000-03-01', '2024-1-1', '20240229', 'infinity', 'today'],
    ...[day('2024-02-29'), day('0001-01-01'), day('9999-12-31'), day('0000-01-01')],
    ...[new Date('2024-02-29T00:00:01Z'), new Date(Number.NaN), '2024-02-29T00:00:00Z', ''],
    ...[day('1999-12-31'), '01/02/2024', '2024-02-3a', '0044-03-15 BC'],
  ],
  timestamp: [
    ...['2024-02-29 12:34:56', '2024-02-29T12:34:56.1', '2024-02-29T12:34:56.123456'],
    ...[
      '2024-02-29T12:34:56.1234567',
      '2024-02-29T12:34:56.1234560',
      '2024-02-29T12:34',
      '2024-02-29',
    ],
    ...[
      '2024-02-29T12:34:56Z',
      '2024-02-29T12:34:56+00',
      '2024-02-29T12:34:56+01',
      '9999-12-31T23:59:59.999999',
    ],
    ...[
      '0001-01-01T00:00:00',
      '1999-12-31T23:59:59.999999',
      '2024-02-29T24:00:00',
      '2024-02-29T23:59:60',
    ],
    ...[
      '2024-02-29T12:34:56.',
      '2024-02-29T12:34:5',
      '2024-02-29t12:34:56',
      '2024-02-29T12:34:56-00:00',
    ],
    ...[
      new Date('2024-02-29T12:34:56.789Z'),
      new Date('1969-12-31T23:59:59.001Z'),
      new Date(8.64e15),
    ],
    ...[new Date('0001-01-01T00:00:00.001Z'), new Date('9999-12-31T23:59:59.999Z'), 'infinity', ''],
  ],
  'timestamp(3)': [
    '2024-02-29 12:34:56.789',
    '2024-02-29 12:34:56.7891',
    '2024-02-29 12:34:56.78900',
  ],
  'timestamp(0)': [new Date('2024-02-29T12:34:56.789Z'), new Date('2024-02-29T12:34:56Z')],
  timestamptz: [
    ...['2024-02-29 12:34:56Z', '2024-02-29T12:34:56.123456+05:30', '2024-02-29T12:34:56-0330'],
    ...['2024-02-29T12:34:56+14', '2024-02-29T12:34:56+16:00', '2024-02-29T12:34:56', '2024-02-29'],
    ...['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00', '2024-02-29T12:34:56+5'],
    ...[
      '2024-02-29T12:34:56 Europe/Paris',
      '2024-02-29T12:34:56+05:60',
      '2024-02-29T12:34:56-00:00',
    ],
    ...[new Date('2024-02-29T12:34:56.789Z'), new Date(Number.NaN), '1850-01-01T00:00:00Z', ''],
  ],
  uuid: [
    ...['00000000-0000-4000-8000-0123456789ab', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'x', ''],
    ...['{A0EEBC99-9C0B4EF8-BB6D6BB9-BD380A11}', '00000000-0000-4000-8000-00000000000g'],
    '00000000-0000-4000-80000-000000000ab',
  ],
  bytea: [
    Uint8Array.of(0, 92, 255),
    new Uint8Array(0),
    '\\x00Ff',
    '\\x',
    '\\x0',
    '\\x0g',
    'abc',
    '\\101',
  ],
  text: [
    ...[
      '',
      'plain',
      'tab\tline\n\\N \\.',
      'é',
      '字字字字字字字字',
      '😀',
      'long '.repeat(500),
      'x\0y',
    ],
    ...[
      '\ud800',
      `${'x'.repeat(40)}\ud800`,
      `${'x'.repeat(40)}\0`,
      'عربي '.repeat(20),
      12.5,
      true,
      7n,
    ],
    ...[{ no: 'text' }, 'x'.repeat(20), 'x'.repeat(21), `${'x'.repeat(19)}é`, '\u0080', '\u007f'],
  ],
  'varchar(3)': ['abc', 'abcd', 'abc ', '😀😀😀', '😀😀😀😀', ''],
  'char(3)': ['a', 'abc', 'abcd', 'a  ', ''],
  json: [{ a: [1, 'x'] }, '{"a": 1}', '{', 'x', 5, [1], Number.NaN, '"\\u0000"', ''],
  jsonb: [{ a: [1, 'x'] }, '{"a": 1,  "b":2}', '{', '{"a":1,"a":2}', '"\\u0000"', [], true],
  'int4[]': [
    [1, null, 3],
    new Array<number>(2),
    [],
    [1, [2]],
    [
      [1, 2],
      [3, 4],
    ],
    '{1,2}',
    ['5', 'x'],
    [2 ** 31],
    5,
    ...[
      '{}',
      '{1,NULL,3}',
      '{null}',
      '{NULL,nUlL}',
      '{NULLS}',
      '{1,}',
      '{,}',
      '{,1}',
      '{ 1 , 2 }',
      '',
    ],
    ...[
      '{{1,2},{3,4}}',
      '{{}}',
      '[0:1]={1,2}',
      '{1,2} ',
      ' {1}',
      '{"3",4}',
      '{"4" }',
      '{"5"6}',
      '{7"8"}',
    ],
    ...[
      '{1;2}',
      '{2147483648}',
      '{1.0}',
      '{1_0}',
      '{1}}',
      '{',
      '}',
      '{"1}',
      '{1\\}',
      '{\t1}',
      '{"NULL"}',
    ],
  ],
  'text[]': [
    ...[['a"b', 'c\\d', 'NULL', '', ' e'], [undefined], ['x\0'], '{a,b}', [12]],
    ...[
      '{a b,c}',
      '{"a b","c,d"}',
      '{"a\\"b",NULL,"NULL","\\\\"}',
      '{"",x}',
      '{""}',
      '{a\\b}',
      '{\ta}',
    ],
    ...[
      '{a, b}',
      '{ a}',
      '{a }',
      '{"a" ,b}',
      '{a\u00a0}',
      '{\u0085a}',
      '{\u2003a}',
      '{\ud800}',
      '{"x\0"}',
    ],
    ...[
      '{é,字字,😀}',
      '{"{a}","}"}',
      '{a}b}',
      '{a{b}',
      '{"open}',
      '{"x\\',
      '{"\\😀\\\n"}',
      `{${'字'.repeat(30)}}`,
    ],
  ],
  'varchar(2)[]': [['ab', 'c'], ['abc'], '{ab,c}', '{abc}', '{"ab "}', '{😀😀}'],
  'char(3)[]': ['{a,abc}', '{abcd}', '{"a  "}'],
  'numeric(8,2)[]': [
    ...[['1.5', 2n, null, 0.25], ['1.555']],
    ...[
      '{1.5,1.10,NULL,-0.25}',
      '{1.555}',
      '{1e2}',
      '{NaN}',
      '{1.500}',
      '{9999999.1}',
      '{"1.5"}',
      '{-}',
    ],
  ],
  'timestamptz[]': [
    ...[['2024-02-29T12:34:56Z', new Date(0)], ['x']],
    ...['{2024-02-29T12:34:56Z,"2024-02-29 12:34:56+00"}', '{2024-02-29 12:34:56+05}', '{now}'],
  ],
  'date[]': [[day('2024-01-01'), '1999-12-31'], '{2024-01-01,NULL}', '{infinity}', '{2024-02-30}'],
  'jsonb[]': [
    ...[[{ a: 1 }, '{"b":2}', '"x"'], '{"{\\"a\\":1}"}', '{1,2}', '{"{\\"a\\":1,\\"a\\":2}"}'],
  ],
  'uuid[]': [
    ['00000000-0000-4000-8000-0123456789ab'],
    '{00000000-0000-4000-8000-0123456789ab,NULL}',
  ],
  'bool[]': ['{t,f,true,0}', '{yes}', '{x}'],
  'bytea[]': ['{"\\\\x00ff",NULL}', '{\\\\x00}', '{abc}'],
  'float8[]': ['{1.5,-0,NULL}', '{1e5}', '{NaN}'],
};

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

test.each(Object.keys(values))('%s: a value is the same in both formats', async (type) => {
  const { sql } = warehouse;
  await sql.unsafe(`drop table if exists twice; create table twice (id int, value ${type})`);
  for (const value of values[type] ?? []) {
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
