import { Pipeline } from '@wdh/pipeline-core';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const rows = [
  { id: 101, a: 1 },
  { id: 102, a: 2 },
];

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

beforeEach(async () => {
  await warehouse.sql.unsafe(`drop table if exists numbered;
    create table numbered (id int generated always as identity primary key, a int unique)`);
});

const stored = () => warehouse.sql`select id, a from numbered order by id`;

describe.each(modes)('a column that is always an identity, mode $mode', (mode) => {
  test('refuses values before the first row, and advises what to do', async () => {
    const { loader } = warehouse;
    const error = await failureOf(loader.load(rows, { into: 'numbered', ...mode }));
    expect(error).toMatchObject({ code: 'COLUMN_IS_IDENTITY', category: 'schema' });
    expect(error.message).toContain('"id"');
    expect(error.message).toContain('overridingSystemValue');
    expect(await stored()).toEqual([]);
  });

  test('keeps them with overridingSystemValue, in one transaction or with refused rows', async () => {
    const { loader } = warehouse;
    const options = { into: 'numbered', ...mode, overridingSystemValue: true } as const;
    await loader.load(rows, options);
    expect(await stored()).toEqual(rows);
    const more = [{ id: 103, a: 3 }, { id: 104, a: 3 }, ...(mode.mode === 'append' ? [] : rows)];
    const report = await loader.loadPipeline(
      new Pipeline<object>('numbered').bind(memorySource(more, { name: mode.mode })),
      { ...options, onRefusal: 'reject', errorThreshold: 1, force: true },
    );
    expect(report.rows).toMatchObject({ rejected: 1 });
    expect(await stored()).toEqual([...rows, { id: 103, a: 3 }]);
  });
});

test('a later row with such a value fails the load, also where rows may be refused', async () => {
  const { loader } = warehouse;
  const report = failureOf(
    loader.loadPipeline(
      new Pipeline<object>('late').bind(
        memorySource([{ a: 1 }, { id: 7, a: 2 }], { batchSize: 1 }),
      ),
      { into: 'numbered', onRefusal: 'reject', errorThreshold: 1 },
    ),
  );
  expect(await report).toMatchObject({ code: 'COLUMN_IS_IDENTITY' });
  expect(await stored()).toEqual([]);
});

test('rows without such a value are numbered', async () => {
  const { loader } = warehouse;
  const result = await loader.load([{ a: 1 }, { a: 2 }], { into: 'numbered' });
  expect(result).toMatchObject({ rowsInserted: 2, sequencesBehind: [] });
});

test('an upsert by another key does not change an identity', async () => {
  const { loader } = warehouse;
  const options = { into: 'numbered', mode: 'upsert', upsertKeys: ['a'] } as const;
  const load = loader.load(rows, { ...options, overridingSystemValue: true });
  expect(await failureOf(load)).toMatchObject({ code: 'COLUMN_IS_IDENTITY' });
});

test('a drizzle table calls the column by its property', async () => {
  const { loader } = warehouse;
  const table = pgTable('numbered', {
    theId: integer('id').generatedAlwaysAsIdentity().primaryKey(),
    a: integer('a'),
  });
  const row: object = { theId: 5, a: 1 };
  const error = await failureOf(loader.load([row], { into: table }));
  expect(error).toMatchObject({ code: 'COLUMN_IS_IDENTITY' });
  expect(error.message).toContain('"theId"');
  await loader.load([row], { into: table, overridingSystemValue: true });
  expect(await stored()).toEqual([{ id: 5, a: 1 }]);
});
