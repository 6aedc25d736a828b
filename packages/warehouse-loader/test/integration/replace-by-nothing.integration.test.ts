import { filterRow, Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name?: string;
}
const pipeline = new Pipeline<Item>('items');
const none: readonly Item[] = [];

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, name text)`;
  await sql`insert into items select n, 'old' from generate_series(1, 5) as n`;
  await sql`delete from pipeline_executions`;
});

const countOf = async (): Promise<number> => {
  const [found] = await warehouse.sql`select count(*)::int as count from items`;
  return Number(found?.['count']);
};
const emptyBatch = { rows: none, rowNumbers: [], lineNumbers: [], rejected: [] };
// eslint-disable-next-line @typescript-eslint/require-await -- what an async source is
async function* noBatches(): AsyncGenerator<readonly Item[]> {
  yield* [];
}

test.each([
  ['an empty array', () => none],
  ['a generator of no batch', noBatches],
  ['batches without rows', () => [none, none]],
  ['a header of the right columns', () => [{ ...emptyBatch, columns: ['id', 'name'] }]],
])('a replace by %s is refused, and the table keeps its rows', async (_, rows) => {
  const { loader } = warehouse;
  const error = await failureOf(loader.load(rows(), { into: 'items', mode: 'replace' }));
  expect(error).toMatchObject({ code: 'REPLACE_WITHOUT_ROWS', category: 'data' });
  expect(error.message).toContain('public.items');
  expect(error.message).toContain('allowEmpty');
  expect(await countOf()).toBe(5);
});

test.each([{ dryRun: true }, { dryRun: false }])(
  'a replace without rows with allowEmpty counts the deleted rows: %o',
  async ({ dryRun }) => {
    const { loader } = warehouse;
    const how = { into: 'items', mode: 'replace', allowEmpty: true, dryRun } as const;
    const result = await loader.load(none, how);
    expect(result).toMatchObject({ rowsInserted: 0, rowsDeleted: 5 });
    expect(await countOf()).toBe(dryRun ? 5 : 0);
  },
);

test('a dry run of a replace without rows is refused as well', async () => {
  const how = { into: 'items', mode: 'replace', dryRun: true } as const;
  const error = await failureOf(warehouse.loader.load(none, how));
  expect(error.code).toBe('REPLACE_WITHOUT_ROWS');
});

test.each(['append', 'replace', 'upsert'] as const)(
  'the header of a source without rows is compared in mode %s, before anything is deleted',
  async (mode) => {
    const bound = pipeline.bind(memorySource(none, { columns: ['ERROR'] }));
    const how = { into: 'items', mode, upsertKeys: ['id'], allowEmpty: true } as const;
    const error = await failureOf(warehouse.loader.loadPipeline(bound, how));
    expect(error).toMatchObject({ code: 'NO_COLUMN_MATCHES', category: 'schema' });
    expect(await countOf()).toBe(5);
  },
);

test.each(['append', 'upsert'] as const)(
  'a source with a header and no rows loads nothing in mode %s',
  async (mode) => {
    const bound = pipeline.bind(memorySource(none, { columns: ['id', 'name'] }));
    const how = { into: 'items', mode, upsertKeys: ['id'] } as const;
    const report = await warehouse.loader.loadPipeline(bound, how);
    expect(report).toMatchObject({ status: 'success', rows: { read: 0, deleted: 0 } });
  },
);

test('a header without a required column of the table is refused even without rows', async () => {
  const bound = pipeline.bind(memorySource(none, { columns: ['name'] }));
  const error = await failureOf(warehouse.loader.loadPipeline(bound, { into: 'items' }));
  expect(error).toMatchObject({ code: 'COLUMN_MISSING' });
});

test('a header need not have the columns of the lineage', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table items add column _execution_id text not null default 'x',
    add column _source_line bigint`;
  await sql`alter table items alter column _execution_id drop default`;
  const bound = pipeline.bind(memorySource(none, { columns: ['id', 'name'] }));
  const report = await loader.loadPipeline(bound, { into: 'items', lineage: true });
  expect(report.status).toBe('success');
});

test('a replace whose rows are all filtered is refused', async () => {
  const filtering = pipeline.addStep({ name: 'none', apply: () => filterRow() });
  const bound = filtering.bind(memorySource([{ id: 1 }], { columns: ['id'] }));
  const error = await failureOf(
    warehouse.loader.loadPipeline(bound, { into: 'items', mode: 'replace' }),
  );
  expect(error.code).toBe('REPLACE_WITHOUT_ROWS');
  expect(await countOf()).toBe(5);
});

test('a replace whose rows are all refused by the table is refused, and the rejects are kept', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table items add check (id > 0) not valid`;
  const bound = pipeline.bind(memorySource([{ id: -1 }, { id: -2 }]));
  const how = { into: 'items', mode: 'replace', onRefusal: 'reject', errorThreshold: 1 } as const;
  const error = await failureOf(loader.loadPipeline(bound, how));
  expect(error.code).toBe('REPLACE_WITHOUT_ROWS');
  expect(await countOf()).toBe(5);
  const kept = await sql`select code from rejected_rows where execution_id = ${bound.executionId}`;
  expect(kept.map(({ code }) => code as string)).toEqual(['CHECK_VIOLATED', 'CHECK_VIOLATED']);
});

test('the rows that a replace deleted are reported and recorded', async () => {
  const { sql, loader } = warehouse;
  const bound = pipeline.bind(memorySource([{ id: 9, name: 'new' }]));
  const report = await loader.loadPipeline(bound, { into: 'items', mode: 'replace' });
  expect(report.rows).toMatchObject({ inserted: 1, deleted: 5 });
  const [run] = await sql`select rows_inserted::int as inserted, rows_deleted::int as deleted
    from pipeline_executions where execution_id = ${bound.executionId}`;
  expect(run).toEqual({ inserted: 1, deleted: 5 });
});

test('a partitioned table, and one with refused rows, count the rows that a replace deletes', async () => {
  const { sql, loader } = warehouse;
  await sql`drop table items`;
  await sql`create table items (id int, name text) partition by range (id)`;
  await sql`create table items_low partition of items for values from (0) to (100)`;
  await sql`create table items_high partition of items for values from (100) to (200)`;
  await sql`insert into items values (1), (2), (150)`;
  const bound = pipeline.bind(memorySource([{ id: 3 }, { id: 999 }]));
  const how = { into: 'items', mode: 'replace', onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(bound, how);
  expect(report.rows).toMatchObject({ inserted: 1, rejected: 1, deleted: 3 });
  expect(await countOf()).toBe(1);
});
