import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const longName = `a_name_that_is_longer_than_postgresql_keeps_it_${'x'.repeat(30)}`;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists people`;
  await sql.unsafe(`create table people (id int primary key, name text, city text,
    doubled int generated always as (id * 2) stored, "${longName}" text)`);
});

const dropped = (): unknown =>
  warehouse.logger.events.findLast(({ event }) => event === 'database.columns.dropped')?.context;

test('every dropped column is in a warning, with the name that was probably intended', async () => {
  const { loader } = warehouse;
  const row = { id: 1, full_name: 'x', City: 'y', doubled: 4, [longName]: 'z', other: 1 };
  const result = await loader.load([row], { into: 'people' });
  const columns = ['full_name', 'City', 'doubled', longName, 'other'];
  expect(result.droppedColumns).toEqual(columns);
  const cut = longName.slice(0, 63);
  expect(dropped()).toEqual({
    table: 'public.people',
    count: 5,
    columns,
    hints: {
      full_name: 'did you mean "name"?',
      City: 'did you mean "city"?',
      doubled: 'the server generates it',
      [longName]: `did you mean "${cut}"? PostgreSQL truncates names to 63 bytes`,
    },
  });
});

test('no hint names a column that the rows have themselves', async () => {
  const { loader } = warehouse;
  await loader.load([{ id: 1, name: 'x', full_name: 'y' }], { into: 'people' });
  expect(dropped()).toMatchObject({ columns: ['full_name'], hints: {} });
});

test('two names that differ only after byte 63 are both dropped with the truncated name', async () => {
  const { loader } = warehouse;
  await loader.load([{ id: 1, [`${longName}1`]: 'a', [`${longName}2`]: 'b' }], { into: 'people' });
  const hint = expect.stringContaining('truncates names to 63 bytes') as unknown;
  expect(dropped()).toMatchObject({
    hints: { [`${longName}1`]: hint, [`${longName}2`]: hint },
  });
});

test.each(['append', 'replace', 'upsert'] as const)(
  'unknownColumns refuse fails a load in mode %s by every name, and loads nothing',
  async (mode) => {
    const { sql, loader } = warehouse;
    const how = { into: 'people', mode, upsertKeys: ['id'], unknownColumns: 'refuse' } as const;
    const error = await failureOf(loader.load([{ id: 1, full_name: 'x', doubled: 2 }], how));
    expect(error).toMatchObject({ code: 'COLUMN_UNKNOWN', category: 'schema' });
    expect(error.message).toContain('"full_name" (did you mean "name"?)');
    expect(error.message).toContain('"doubled" (the server generates it)');
    expect(await sql`select from people`).toHaveLength(0);
  },
);

test.each(['fail', 'reject'] as const)(
  'a column in a later row is refused anyway, with onRefusal %s',
  async (onRefusal) => {
    const { sql, loader } = warehouse;
    const rows = [...Array.from({ length: 250 }, (_, id) => ({ id })), { id: 999, nam: 'x' }];
    const bound = new Pipeline('people').bind(memorySource(rows));
    const how = { into: 'people', unknownColumns: 'refuse', onRefusal } as const;
    const error = await failureOf(loader.loadPipeline(bound, how));
    expect(error).toMatchObject({
      code: 'COLUMN_UNKNOWN',
      category: 'schema',
      context: { rowNumber: 251, field: 'nam' },
    });
    expect(error.message).toContain('did you mean "name"?');
    expect(await sql`select from people`).toHaveLength(0);
  },
);

test('a column without any value, such as an undefined property, is not an unknown column', async () => {
  const { loader } = warehouse;
  const how = { into: 'people', unknownColumns: 'refuse' } as const;
  expect((await loader.load([{ id: 1, none: undefined }], how)).rowsInserted).toBe(1);
});

test('a header with an unknown column is refused even without rows', async () => {
  const { loader } = warehouse;
  const source = memorySource<object>([], { columns: ['id', 'full_name'] });
  const bound = new Pipeline('people').bind(source);
  const how = { into: 'people', unknownColumns: 'refuse' } as const;
  expect((await failureOf(loader.loadPipeline(bound, how))).code).toBe('COLUMN_UNKNOWN');
  const again = await loader.loadPipeline(new Pipeline('people').bind(source), { into: 'people' });
  expect(again).toMatchObject({ status: 'success', droppedColumns: ['full_name'] });
});

test.each([
  [
    { full_name: 'x', town: 1 },
    /They have "full_name", "town" \("full_name": did you mean "name"\?\)/,
  ],
  [{ 'id;name;city': 'x' }, /delimiter ";"/],
  [{ 'id\tname': 'x' }, /cannot be a column name/],
  [{ '7': 'x', 'Anna Secret': 'y' }, /Of the 2 names, one or more/],
  [{ '<html>not found</html>': 'x' }, /The one name that they have cannot be a column name/],
  [{ ERROR: 'x' }, /They have "ERROR"\./],
])('rows without any column of the table fail with the names: %j', async (row, message) => {
  const error = await failureOf(warehouse.loader.load([row], { into: 'people' }));
  expect(error).toMatchObject({ code: 'NO_COLUMN_MATCHES', category: 'schema' });
  expect(error.message).toMatch(message);
  expect(error.message).toContain('The table has "id", "name", "city"');
  expect(error.message).not.toContain('Secret');
});
