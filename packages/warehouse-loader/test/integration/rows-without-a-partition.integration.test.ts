import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { loadModes } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const rows = Array.from({ length: 300 }, (_, id) => ({
  id,
  month: id === 217 ? '1999-07-04' : '2025-01-15',
}));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists sales`;
  await sql`delete from pipeline_executions`;
});

async function createSales(partitionKey: string, bounds: string): Promise<void> {
  const { sql } = warehouse;
  await sql.unsafe(`create table sales (id int, month date, primary key (id, month))
    partition by ${partitionKey}`);
  await sql.unsafe(`create table sales_2025 partition of sales for values ${bounds}`);
}
const byMonth = () => createSales('range (month)', `from ('2025-01-01') to ('2026-01-01')`);
const bound = () => new Pipeline<object>('sales').bind(memorySource(rows));
const keysOf = (mode: string) => (['upsert', 'insert_new'].includes(mode) ? ['id', 'month'] : []);

test.each(loadModes)(
  'with $mode, the error names table and key, and not the value',
  async (given) => {
    await byMonth();
    const how = { into: 'sales', ...given, upsertKeys: keysOf(given.mode) };
    const error = await failureOf(warehouse.loader.loadPipeline(bound(), how));
    expect(error).toMatchObject({
      code: 'PARTITION_NOT_FOUND',
      category: 'data',
      context: { rowNumber: 218, field: 'month' },
    });
    expect(error.message).toContain('No partition of the table takes a row (key month');
    expect(error.message).not.toContain('1999');
  },
);

test.each(loadModes)('with $mode, the row is rejected with its key', async (given) => {
  const { sql, loader } = warehouse;
  await byMonth();
  const how = {
    into: 'sales',
    ...given,
    upsertKeys: keysOf(given.mode),
    onRefusal: 'reject',
  };
  const report = await loader.loadPipeline(bound(), how as typeof how & { onRefusal: 'reject' });
  expect(report.rows).toMatchObject({ inserted: 299, rejected: 1 });
  expect(
    await sql`select row_number::int, field, code, message from rejected_rows
      where execution_id = ${report.executionId}`,
  ).toEqual([
    {
      row_number: 218,
      field: 'month',
      code: 'PARTITION_NOT_FOUND',
      message: 'No partition of the table takes a row (key month, SQLSTATE 23514).',
    },
  ]);
});

test('a key of several parts and a partition of a partition are named as well', async () => {
  const { sql, loader } = warehouse;
  await sql`create table sales (id int, month date, region text) partition by list (id)`;
  await sql`create table sales_217 partition of sales for values in (217)
    partition by range (month, lower(region))`;
  const error = await failureOf(
    loader.load([{ id: 217, month: '1999-07-04', region: 'Secret' }], { into: 'sales' }),
  );
  expect(error.code).toBe('PARTITION_NOT_FOUND');
  expect(error.message).toContain('key month, lower(region), table "sales_217"');
  expect(error.message).not.toMatch(/1999|[Ss]ecret/);
});

test('a row that is loaded into the wrong partition has its own code', async () => {
  await byMonth();
  const error = await failureOf(warehouse.loader.load(rows, { into: 'sales_2025' }));
  expect(error).toMatchObject({ code: 'PARTITION_MISMATCH', context: { rowNumber: 218 } });
  expect(error.message).not.toContain('1999');
});

test('a check keeps its code and its name', async () => {
  await warehouse.sql`create table sales (id int constraint few check (id < 200), month date)`;
  const error = await failureOf(warehouse.loader.load(rows, { into: 'sales' }));
  expect(error.code).toBe('CHECK_VIOLATED');
  expect(error.message).toContain('constraint "few"');
});
