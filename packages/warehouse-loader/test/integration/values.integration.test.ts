import { sql as drizzleSql } from 'drizzle-orm';
import { customType, integer, json, jsonb, pgTable, point, text } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** Loads one value into a column of a type and reads it back as text. */
async function stored(type: string, value: unknown): Promise<string | null> {
  const { sql, loader } = warehouse;
  await sql`drop table if exists one`;
  await sql.unsafe(`create table one (id int, value ${type})`);
  await loader.load([{ id: 1, value }], { into: 'one' });
  const [row] = await sql<{ text: string | null }[]>`select value::text as text from one`;
  return row?.text ?? null;
}

test.each([
  ['text', 'tab\there, line\nfeed, \\N and \\. é 😀', 'tab\there, line\nfeed, \\N and \\. é 😀'],
  ['text', '', ''],
  ['text', null, null],
  ['text', undefined, null],
  ['text', 12.5, '12.5'],
  ['text', true, 'true'],
  ['varchar(10)', 'ten', 'ten'],
  ['varchar(3)', '😀😀😀', '😀😀😀'],
  ['varchar(3)', 'ab ', 'ab '],
  ['"char"', 'x', 'x'],
  ['boolean', true, 'true'],
  ['boolean', 'no', 'false'],
  ['smallint', 32_767, '32767'],
  ['bigint', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['bigint', 9_223_372_036_854_775_807n, '9223372036854775807'],
  ['bigint', '-9223372036854775808', '-9223372036854775808'],
  [
    'numeric',
    '123456789012345678901234567890.123456789',
    '123456789012345678901234567890.123456789',
  ],
  ['numeric(18,4)', 0.1, '0.1000'],
  ['numeric(18,4)', 1e-4, '0.0001'],
  ['numeric(18,4)', 123_456n, '123456.0000'],
  ['numeric(18,4)', '1.50000000', '1.5000'],
  ['numeric(18,4)', ' +15e-1 ', '1.5000'],
  ['numeric(3,5)', '0.00123', '0.00123'],
  ['numeric(5,-2)', '1300', '1300'],
  ['numeric', '1e-20', '0.00000000000000000001'],
  ['oid', 4_294_967_295, '4294967295'],
  ['oid', ' -0 ', '0'],
  ['xid', 0, '0'],
  ['cid', '4294967295', '4294967295'],
  ['xid8', 2n ** 64n - 1n, '18446744073709551615'],
  ['oid[]', [0, '1'], '{0,1}'],
  ['double precision', Number.NaN, 'NaN'],
  ['double precision', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['double precision', 0.1 + 0.2, '0.30000000000000004'],
  ['date', new Date('2024-02-29T00:00:00Z'), '2024-02-29'],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', new Date('-000043-03-15T00:00:00Z'), '0044-03-15 BC'],
  ['timestamp', new Date('2024-02-29T12:34:56.789Z'), '2024-02-29 12:34:56.789'],
  ['timestamp', new Date('+012345-06-07T00:00:00Z'), '12345-06-07 00:00:00'],
  ['timestamp', '2024-02-29 12:34:56.123456', '2024-02-29 12:34:56.123456'],
  ['timestamp', '2024-02-29T12:34:56.123456000Z', '2024-02-29 12:34:56.123456'],
  ['timestamptz', '2024-02-29T12:34:56.123456+05:30', '2024-02-29 07:04:56.123456+00'],
  ['timestamptz', '10000-01-01 00:00:00+00', '10000-01-01 00:00:00+00'],
  ['timestamp(0)', '31 Dec 2024 11:59:59 pm', '2024-12-31 23:59:59'],
  ['timestamp', '20240229T123456.5', '2024-02-29 12:34:56.5'],
  ['timestamp', '2024/2/9 4:05', '2024-02-09 04:05:00'],
  ['timestamptz', '2024-02-29', '2024-02-29 00:00:00+00'],
  ['timestamptz', '2024-02-29T12:00 Europe/Paris', '2024-02-29 11:00:00+00'],
  ['timestamptz', '0044-03-15 12:00:00+00 BC', '0044-03-15 12:00:00+00 BC'],
  ['date', '2024-02-29T00:00:00.000Z', '2024-02-29'],
  ['date', 'Feb 29, 2024', '2024-02-29'],
  ['date', '29-feb-2024', '2024-02-29'],
  ['date', '2024-February-29', '2024-02-29'],
  ['date', '2024-060', '2024-02-29'],
  ['date', ' 20240229 ', '2024-02-29'],
  ['date', '12345-06-07', '12345-06-07'],
  ['date', '0044-03-15 BC', '0044-03-15 BC'],
  ['date', '2024-02-29Z', '2024-02-29'],
  ['time(3)', '23:59:59.125', '23:59:59.125'],
  ['time', '24:00', '24:00:00'],
  ['timetz', '12:00:00.000001+05:30', '12:00:00.000001+05:30'],
  ['bytea', Uint8Array.of(0, 92, 255), '\\x005cff'],
  ['bytea', Buffer.alloc(0), '\\x'],
  ['json', { a: ['x\ty', null, '\\'], n: 1 }, '{"a":["x\\ty",null,"\\\\"],"n":1}'],
  ['jsonb', [1, 2], '[1, 2]'],
  ['jsonb', '{"given": "as text"}', '{"given": "as text"}'],
  ['jsonb', true, 'true'],
  ['int[]', [1, null, 3], '{1,NULL,3}'],
  [
    'text[]',
    ['a"b', 'c\\d', 'NULL', '', ' e,{f}\t\n'],
    '{"a\\"b","c\\\\d","NULL",""," e,{f}\t\n"}',
  ],
  [
    'int[][]',
    [
      [1, 2],
      [3, 4],
    ],
    '{{1,2},{3,4}}',
  ],
  ['jsonb[]', [{ a: 1 }, '{"b":2}', '"x"'], '{"{\\"a\\": 1}","{\\"b\\": 2}","\\"x\\""}'],
  ['date[]', [new Date('2024-01-01T00:00:00Z')], '{2024-01-01}'],
  ['numeric(8,2)[]', ['1.5', 2n, null, 0.25], '{1.50,2.00,NULL,0.25}'],
  ['numeric(8,2)[]', '[0:2]={1.5,NULL,"2"}', '[0:2]={1.50,NULL,2.00}'],
  ['uuid', '00000000-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000000'],
  ['inet', '10.0.0.1/8', '10.0.0.1/8'],
  ['int4range', '[1,5)', '[1,5)'],
  ['numrange', '[1.123456789,2)', '[1.123456789,2)'],
  ['tstzrange', '["2024-01-01 12:00:00.123456Z",)', '["2024-01-01 12:00:00.123456+00",)'],
  ['daterange', 'empty', 'empty'],
  ['cidr', '10.0.0.0/8', '10.0.0.0/8'],
  ['macaddr', '08:00:2b:01:02:03', '08:00:2b:01:02:03'],
  ['interval', '1 day 02:00', '1 day 02:00:00'],
  ['interval', '1-2 +3 -4:05:06.5', '1 year 2 mons 3 days -04:05:06.5'],
  ['interval', '1 2:03', '1 day 02:03:00'],
  ['interval', '-1 day -2:03', '-1 days -02:03:00'],
  ['interval', 'P1Y2M3W4DT5H6M7.5S', '1 year 2 mons 25 days 05:06:07.5'],
  ['interval', 'P0001-02-03T04:05:06', '1 year 2 mons 3 days 04:05:06'],
  ['interval', '@ 1 year 2 mons ago', '-1 years -2 mons'],
  ['interval', '1.5 hours 250 ms', '01:30:00.25'],
  ['interval day to hour', '1 day 5 hours', '1 day 05:00:00'],
  ['money', '-1234.50', '-$1,234.50'],
  ['money', ' 5 ', '$5.00'],
  ['money', '1.500', '$1.50'],
  ['money[]', '{1.5,NULL}', '{$1.50,NULL}'],
  ['boolean', 'on', 'true'],
  ['boolean', '1', 'true'],
  ['macaddr8', '08:00:2b:01:02:03:04:05', '08:00:2b:01:02:03:04:05'],
  ['uuid', '{A0EEBC99-9C0B4EF8-BB6D6BB9-BD380A11}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ['bytea', '\\x00ff', '\\x00ff'],
  ['varbit', '0101', '0101'],
  [
    'jsonb',
    '{"a": {"b": 1}, "b": [{"a": 1}, {"a": 1.10}]}',
    '{"a": {"b": 1}, "b": [{"a": 1}, {"a": 1.10}]}',
  ],
  ['json', '{"a": 1, "a": 2}', '{"a": 1, "a": 2}'],
  [
    'datemultirange',
    '{[2024-01-01,2024-02-01), [2024-03-01,)}',
    '{[2024-01-01,2024-02-01),[2024-03-01,)}',
  ],
  ['point', '(1,2)', '(1,2)'],
  ['xml', '<a>&amp;</a>', '<a>&amp;</a>'],
])('a column of type %s takes %o', async (type, value, text) => {
  expect(await stored(type, value)).toBe(text);
});

/** What objects of Temporal have in common, native or of a polyfill: a tag, and ISO 8601. */
function temporal(type: string, text: string): object {
  return { [Symbol.toStringTag]: `Temporal.${type}`, toString: () => text };
}

test.each([
  ['timestamptz', 'Instant', '2024-02-29T12:34:56.123456Z', '2024-02-29 12:34:56.123456+00'],
  ['timestamp', 'PlainDateTime', '2024-02-29T12:34:56.000001', '2024-02-29 12:34:56.000001'],
  [
    'timestamptz',
    'ZonedDateTime',
    '2024-02-29T12:00:00+01:00[Europe/Paris][u-ca=iso8601]',
    '2024-02-29 11:00:00+00',
  ],
  ['date', 'PlainDate', '-000043-03-15', '0044-03-15 BC'],
  ['time', 'PlainTime', '12:34:56.123456', '12:34:56.123456'],
  ['interval', 'Duration', 'P1DT2H30M', '1 day 02:30:00'],
])('a column of type %s takes a Temporal.%s', async (type, name, text, kept) => {
  expect(await stored(type, temporal(name, text))).toBe(kept);
});

test('an instant with nanoseconds is refused', async () => {
  const value = temporal('Instant', '2024-02-29T12:34:56.123456789Z');
  expect((await failureOf(stored('timestamptz', value))).code).toBe('VALUE_WOULD_CHANGE');
});

test('floating-point columns keep the nearest number they have, as they are defined to', async () => {
  expect(await stored('real', '0.123456789')).toBe('0.12345679');
  expect(await stored('double precision', '0.1000000000000000055')).toBe('0.1');
});

test('an enum and a domain over a domain are encoded by their base types', async () => {
  const { sql } = warehouse;
  await sql`create type mood as enum ('good', 'bad')`;
  await sql`create domain whole as int check (value > 0)`;
  await sql`create domain small as whole check (value < 10)`;
  expect(await stored('mood', 'good')).toBe('good');
  expect(await stored('small', 9)).toBe('9');
  const { loader } = warehouse;
  const refused = await failureOf(loader.load([{ value: 1.5 }], { into: 'one' }));
  expect(refused.code).toBe('VALUE_WOULD_CHANGE');
  const violated = await failureOf(loader.load([{ value: 10 }], { into: 'one' }));
  expect(violated).toMatchObject({ code: 'CHECK_VIOLATED' });
});

test('a drizzle table writes its columns by their properties, as drizzle maps them', async () => {
  const { sql, loader } = warehouse;
  const upper = customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => value.toUpperCase(),
  });
  const mapped = pgTable('mapped', {
    theId: integer('the id').primaryKey(),
    name: text('Name').notNull(),
    doc: jsonb('doc').$type<unknown>(),
    plain: json('plain').$type<unknown>(),
    docs: jsonb('docs').$type<unknown>().array(),
    loud: upper('loud'),
    at: point('at', { mode: 'tuple' }),
    tags: text('tags').array(),
    length: integer('length').generatedAlwaysAs(drizzleSql`length("Name")`),
  });
  await sql`create table mapped ("the id" int primary key, "Name" text not null, doc jsonb,
    plain json, docs jsonb[], loud text, at point, tags text[],
    length int generated always as (length("Name")) stored)`;
  await loader.load(
    [
      {
        theId: 1,
        name: 'abc',
        doc: 'a "string"',
        plain: { a: 1 },
        docs: ['{"a":1}', { a: 1 }],
        loud: 'x',
        at: [1, 2],
        tags: ['t'],
      },
    ],
    { into: mapped },
  );
  expect(await sql`select * from mapped`).toEqual([
    {
      'the id': 1,
      Name: 'abc',
      doc: 'a "string"',
      plain: { a: 1 },
      docs: ['{"a":1}', { a: 1 }],
      loud: 'X',
      at: '(1,2)',
      tags: ['t'],
      length: 3,
    },
  ]);
  const again = [{ theId: 1, name: 'abcd' }];
  const result = await loader.load(again, { into: mapped, mode: 'upsert', upsertKeys: ['theId'] });
  expect(result).toMatchObject({ rowsUpdated: 1 });
  expect(await sql`select loud, length from mapped`).toEqual([{ loud: 'X', length: 4 }]);
});

/** Words for values that no other text has, by type. */
test.each([
  ['numeric', 'NaN'],
  ['numeric', '-Infinity'],
  ['real', 'NaN'],
  ['double precision', 'Infinity'],
  ['date', 'infinity'],
  ['timestamp', '-infinity'],
  ['timestamptz', 'infinity'],
  ['numeric[]', '{NaN,1}'],
  ['daterange', '[2024-01-01,infinity)'],
])("a column of type %s takes %s with specialValues: 'keep' only", async (type, value) => {
  const { sql, loader } = warehouse;
  await sql`drop table if exists one`;
  await sql.unsafe(`create table one (value ${type})`);
  const refused = await failureOf(loader.load([{ value }], { into: 'one' }));
  expect(refused).toMatchObject({ code: 'VALUE_WOULD_CHANGE' });
  expect(refused.message).toContain("specialValues: 'keep'");
  await loader.load([{ value }], { into: 'one', specialValues: 'keep' });
  expect(await sql`select value::text from one`).toEqual([{ value }]);
});

test.each([
  'int',
  'numeric',
  'money',
  'real',
  'boolean',
  'date',
  'timestamptz',
  'interval',
  'uuid',
  'json',
  'jsonb',
  'inet',
  'point',
  'int[]',
  'int4range',
  'oid',
  'macaddr',
  'tid',
])('an empty text for %s names the option that makes it NULL', async (type) => {
  const refused = await failureOf(stored(type, ''));
  expect(refused).toMatchObject({ code: 'VALUE_INVALID', category: 'data' });
  expect(refused.message).toContain("nullValues: ['']");
});

test.each(['text', 'varchar(3)', 'bytea', 'xml', 'tsvector', 'varbit'])(
  'an empty text stays one in a column of type %s',
  async (type) => {
    const { sql } = warehouse;
    await stored(type, '');
    expect(await sql`select value is null as "isNull" from one`).toEqual([{ isNull: false }]);
  },
);
