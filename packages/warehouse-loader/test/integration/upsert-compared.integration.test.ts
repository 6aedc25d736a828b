import { Pipeline } from '@wdh/pipeline-core';
import { beforeAll, expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const pipeline = new Pipeline<object>('compared', { stopOnError: false, errorThreshold: 1 });

beforeAll(() =>
  warehouse.sql.unsafe(`
    create collation any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
    create domain any_case_text as text collate any_case;
    create domain same_as_all as text;
    create function are_same(same_as_all, same_as_all) returns boolean language sql as 'select true';
    create operator = (leftarg = same_as_all, rightarg = same_as_all, function = are_same)`),
);

/** A type, the stored value, and one that may be equal to it. */
const lookAlikes = [
  ['numeric', '1.0', '1.00'],
  ['numeric[]', '{1.0}', '{1.00}'],
  ['double precision', '0', '-0'],
  ['real', '0', '-0'],
  ['interval', '24:00:00', '1 day'],
  ['json', '{"a":1}', '{"a": 1}'],
  ['jsonb', '{"a":1}', '{"a":1.0}'],
  ['text collate any_case', 'same', 'SAME'],
  ['varchar(9) collate any_case', 'same', 'SAME'],
  ['any_case_text', 'same', 'SAME'],
  ['same_as_all', 'one', 'other'],
  ['text', 'e\u0301', '\u00e9'],
  ['timetz', '12:00:00+00', '13:00:00+01'],
  ['timestamptz', '2024-01-01 00:00:00.000001Z', '2024-01-01 00:00:00.000002Z'],
  ['int4range', '[1,2)', '[1,3)'],
] as const;

/** The same, and two ways to write what the server keeps as one value. */
const twoSpellings = [
  ['numeric(8,2)', '1.0', '1.00'],
  ['numeric', 'NaN', 'nan'],
  ['text', 'same', 'same'],
  ['boolean', 't', 'true'],
  ['timestamptz', '2024-01-01 00:00:00Z', '2024-01-01 01:00:00+01'],
  ['uuid', '5B30F6A0-0000-4000-8000-000000000000', '5b30f6a0-0000-4000-8000-000000000000'],
  ['jsonb', '{"a":1,"b":2}', '{"b": 2, "a": 1}'],
  ['bytea', '\\x00', '\\000'],
] as const;

const everyPair = [
  ...lookAlikes.map((values) => [...values, 1] as const),
  ...twoSpellings.map((values) => [...values, 0] as const),
];

const options = {
  into: 'compared',
  mode: 'upsert',
  upsertKeys: ['id'],
  specialValues: 'keep',
} as const;

async function createTable(type: string, there: string): Promise<void> {
  await warehouse.sql.unsafe(`drop table if exists compared;
    create table compared (id int primary key check (id < 9), value ${type}, empty ${type})`);
  await warehouse.sql.unsafe(
    `insert into compared (id, value) values (1, $1::text::${type}), (2, null)`,
    [there],
  );
}

test.each(everyPair)('of %s, %s and then %s updates %d rows', async (...values) => {
  const [type, there, given, updated] = values;
  await createTable(type, there);
  const rows = [
    { id: 1, value: given, empty: null },
    { id: 2, value: null, empty: null },
  ];
  expect(await warehouse.loader.load(rows, options)).toMatchObject({
    rowsUpdated: updated,
    rowsUnchanged: 2 - updated,
  });
  // A value replaced by null differs, and so does null replaced by a value.
  const swapped = [
    { id: 1, value: null, empty: given },
    { id: 2, value: given, empty: null },
  ];
  expect(await warehouse.loader.load(swapped, options)).toMatchObject({ rowsUpdated: 2 });
});

test.each(everyPair)(
  'with a refused row, of %s, %s and then %s updates %d',
  { tags: ['full'] },
  async (...values) => {
    const [type, there, given, updated] = values;
    await createTable(type, there);
    const rows = [
      { id: 1, value: given, empty: null },
      { id: 2, value: null, empty: null },
      { id: 9, value: null, empty: null },
    ];
    const bound = pipeline.bind(memorySource(rows));
    const report = await warehouse.loader.loadPipeline(bound, {
      ...options,
      onRefusal: 'reject',
      errorThreshold: 1,
      force: true,
    });
    expect(report.rows).toMatchObject({ updated, unchanged: 2 - updated, rejected: 1 });
  },
);

test.each([
  ['numeric', '1.0', '1.00'],
  ['text collate any_case', 'abc', 'ABC'],
])('a key of %s that is %s stays so when %s comes', async (type, there, given) => {
  const { sql, loader } = warehouse;
  await sql.unsafe(`drop table if exists compared;
    create table compared (id ${type} primary key, value text)`);
  await sql.unsafe(`insert into compared values ($1::text::${type}, 'old')`, [there]);
  expect(await loader.load([{ id: given, value: 'old' }], options)).toMatchObject({
    rowsUnchanged: 1,
  });
  expect(await loader.load([{ id: given, value: 'new' }], options)).toMatchObject({
    rowsUpdated: 1,
  });
  expect(await sql`select id, value from compared`).toEqual([{ id: there, value: 'new' }]);
});

test('keys are equal under the collation of their column', async () => {
  const { sql, loader } = warehouse;
  await sql`create table named (name text collate any_case primary key, place int)`;
  await sql`insert into named values ('anna', 1), ('Bert', 2)`;
  const rows = [
    { name: 'ANNA', place: 3 },
    { name: 'bert', place: 2 },
    { name: 'carl', place: 4 },
    { name: 'Carl', place: 5 },
  ];
  expect(
    await loader.load(rows, { into: 'named', mode: 'upsert', upsertKeys: ['name'] }),
  ).toMatchObject({
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
