import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Sale {
  readonly id: number;
  readonly day: string;
  readonly amount: string;
  readonly shop: string | null;
  readonly at: Date;
  readonly facts: object;
}

const sales = (count: number): Sale[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    day: new Date(Date.UTC(2024, 0, 1 + ((index * 37) % 366))).toISOString().slice(0, 10),
    amount: (((index * 7_919) % 100_003) / 100 - 50).toFixed(2),
    shop: index % 4 === 0 ? null : `shop ${index % 25}`,
    at: new Date(Date.UTC(2024, 5, 1) + ((index * 61_001) % 86_400_000)),
    facts: { index },
  }));

const pipeline = new Pipeline<Sale>('sales');

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists sales`;
  await sql`create table sales (id int primary key, day date not null, amount numeric(10,2),
    shop text, at timestamptz, facts jsonb, loaded_at timestamptz default now())`;
  await sql`delete from pipeline_executions`;
});

/** Figures about columns by their names, such as `amount.min`. */
async function figures(): Promise<Record<string, unknown>> {
  const rows = await warehouse.sql<{ name: string; value: string }[]>`
    select column_name || '.' || metric_name as name,
      coalesce(metric_text, metric_value::text) as value from data_quality_metrics where column_name is not null`;
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'replace' },
  { mode: 'append', onRefusal: 'reject' },
  { mode: 'upsert', upsertKeys: ['id'], onRefusal: 'reject' },
] as const;

test.each(modes)('a load by %j records the figures that the server would compute', async (how) => {
  const { sql, loader } = warehouse;
  await loader.loadPipeline(pipeline.bind(memorySource(sales(3_000))), {
    into: 'sales',
    columnMetrics: 'all',
    ...how,
  });
  const [found] = await sql`select min(id)::text as "id.min", max(id)::text as "id.max",
    min(day)::text as "day.min", max(day)::text as "day.max", min(amount)::float8::text as "amount.min",
    max(amount)::float8::text as "amount.max", count(distinct day)::text as "day.distinct_estimate",
    count(distinct amount)::text as "amount.distinct_estimate",
    count(distinct shop)::text as "shop.distinct_estimate",
    count(distinct at)::text as "at.distinct_estimate", '3000' as "id.distinct_estimate",
    (count(*) - count(shop))::text as "shop.nulls", '0.25' as "shop.null_share",
    to_char(min(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "at.min",
    to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "at.max" from sales`;
  const none = ['id', 'day', 'amount', 'at', 'facts'].flatMap((column) => [
    [`${column}.nulls`, '0'],
    [`${column}.null_share`, '0'],
  ]);
  expect(await figures()).toEqual({ ...found, ...Object.fromEntries(none) });
});

test('the number of distinct values of many rows is estimated, nulls and range are exact', async () => {
  const { loader } = warehouse;
  const many = sales(60_000);
  await loader.loadPipeline(pipeline.bind(memorySource(many, { batchSize: 1_000 })), {
    into: 'sales',
  });
  const found = await figures();
  expect(found).toMatchObject({
    'shop.nulls': '15000',
    'id.min': '1',
    'id.max': '60000',
    'id.distinct_estimate': '60000',
    'shop.distinct_estimate': '25',
  });
  const days = Number(found['day.distinct_estimate']);
  expect(Math.abs(days - 366)).toBeLessThan(20);
});

test('rows that are refused before they are sent do not count', async () => {
  const { loader } = warehouse;
  const rows = sales(100).map((sale) =>
    sale.id === 100 ? { ...sale, amount: 'none\0', day: '1999-01-01', shop: null } : sale,
  );
  await loader.loadPipeline(pipeline.bind(memorySource(rows)), {
    into: 'sales',
    onRefusal: 'reject',
    columnMetrics: 'all',
  });
  expect(await figures()).toMatchObject({
    'id.max': '99',
    'day.min': '2024-01-01',
    'shop.nulls': '25',
  });
});

test('by default, texts have no range', async () => {
  const { loader } = warehouse;
  await loader.loadPipeline(pipeline.bind(memorySource(sales(10))), { into: 'sales' });
  const found = await figures();
  expect(
    Object.keys(found)
      .filter((name) => name.endsWith('.min'))
      .sort(),
  ).toEqual(['at.min', 'id.min']);
});

test('columns that are not written have no figures, and all can be disabled', async () => {
  const { sql, loader } = warehouse;
  const bind = () => pipeline.bind(memorySource(sales(10)));
  await loader.loadPipeline(bind(), { into: 'sales', columnMetrics: 'none' });
  expect(await figures()).toEqual({});
  expect(await sql`select count(*)::int from data_quality_metrics`).toEqual([{ count: 6 }]);
  await sql`truncate sales`;
  await loader.loadPipeline(bind(), { into: 'sales', force: true });
  const columns = await sql`select distinct column_name from data_quality_metrics
    where column_name is not null order by 1`;
  expect(columns.map((row) => row['column_name'] as unknown)).toEqual([
    'amount',
    'at',
    'day',
    'facts',
    'id',
    'shop',
  ]);
});

test('a dry run and an empty source record no figures about columns', async () => {
  const { loader } = warehouse;
  const bind = (count: number) => pipeline.bind(memorySource(sales(count)));
  await loader.loadPipeline(bind(10), { into: 'sales', dryRun: true });
  await loader.loadPipeline(bind(0), { into: 'sales', mode: 'replace', allowEmpty: true });
  expect(await figures()).toEqual({});
});
