import { sql as drizzleSql } from 'drizzle-orm';
import { customType, integer, json, jsonb, pgTable, point, text } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { keptValues } from '../warehouse/kept-values.js';
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

beforeAll(async () => {
  await warehouse.sql`create extension hstore`;
});

test.each(keptValues)(
  'a column of type %s takes %o',
  { tags: ['full'] },
  async (type, value, text) => {
    expect(await stored(type, value)).toBe(text);
  },
);

test('columns of all types store their values', async () => {
  const { sql, loader } = warehouse;
  const columns = keptValues.map(([type], index) => `c${index} ${type}`);
  await sql.unsafe(`create table every_type (${columns.join(', ')})`);
  const row = Object.fromEntries(keptValues.map(([, value], index) => [`c${index}`, value]));
  await loader.load([row], { into: 'every_type' });
  const texts = keptValues.map((_, index) => `c${index}::text`);
  const [stored = []] = await sql.unsafe(`select ${texts.join(', ')} from every_type`).values();
  expect(stored).toEqual(keptValues.map(([, , text]) => text));
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

test('floating-point columns store the nearest number, as defined', async () => {
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
  'bit(3)',
  'jsonpath',
])('an empty text for %s names the option that makes it NULL', { tags: ['full'] }, async (type) => {
  const refused = await failureOf(stored(type, ''));
  expect(refused).toMatchObject({ code: 'VALUE_INVALID', category: 'data' });
  expect(refused.message).toContain("nullValues: ['']");
  const blank = await failureOf(stored(type, '  '));
  expect(blank).toMatchObject({ code: 'VALUE_INVALID', category: 'data' });
  expect(blank.message).toContain('nullValues');
});

test.each(['text', 'varchar(3)', 'bytea', 'xml', 'tsvector', 'varbit'])(
  'an empty text stays one in a column of type %s',
  async (type) => {
    const { sql } = warehouse;
    await stored(type, '');
    expect(await sql`select value is null as "isNull" from one`).toEqual([{ isNull: false }]);
  },
);
