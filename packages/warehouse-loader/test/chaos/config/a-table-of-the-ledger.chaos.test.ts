import { NetworkProxy } from '@wdh/fault-injection';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const drizzleTable = (name: string) => pgTable(name, { id: integer('id') });

test.each([
  ['executions by a drizzle table', drizzleTable('pipeline_executions')],
  ['metrics', drizzleTable('data_quality_metrics')],
  ['rejected rows', drizzleTable('rejected_rows')],
  ['rejected rows by name', 'rejected_rows'],
  ['executions by name', 'public.pipeline_executions'],
  ['migrations by name', '"public"."schema_migrations"'],
])(
  'G02 an audit table as the target, %s: it is refused as usage before any connection, in every mode',
  async (_table, into) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    for (const way of everyWay) {
      const options = { ...way, into: into as string };
      const refusal = { code: 'TARGET_IS_LEDGER', category: 'usage', isRetryable: false };
      expect(await failureOf(loader.loadPipeline(readings.bound(1), options))).toMatchObject(
        refusal,
      );
      expect(await failureOf(loader.load([{ id: 1 }], options))).toMatchObject(refusal);
    }
    expect(proxy.connectionCount).toBe(0);
  },
);

test('G02 a table with the same name in another schema: it is a valid target', async () => {
  const { sql, loader } = warehouse;
  await sql`create schema elsewhere`;
  await sql`create table elsewhere.rejected_rows (id int)`;
  await loader.load([{ id: 1 }], { into: 'elsewhere.rejected_rows' });
  expect(await sql`select id from elsewhere.rejected_rows`).toEqual([{ id: 1 }]);
});
