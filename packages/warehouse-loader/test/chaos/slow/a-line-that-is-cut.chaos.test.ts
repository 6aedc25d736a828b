import { afterBytes, createRandom, cut, NetworkProxy, slices } from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const { seed = 0 } = fc.readConfigureGlobal();
const ways = everyWay.map((options) => [options.way, options] as const);
const long = { noteLength: 800 };

test.each(ways)(
  'N03 a connection that is cut after 200 kB, by %s: nothing is loaded',
  async (_way, options) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(cut(afterBytes(200_000)));
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    const bound = readings.bound(1_000, long);
    const error = await failureOf(loader.loadPipeline(bound, { into: 'readings', ...options }));
    fault.expectFired();
    expect(error).toMatchObject({
      code: 'CONNECTION_LOST',
      category: 'connection',
      isRetryable: true,
    });
    await readings.expectNothing(error);
  },
);

test.each(ways)(
  'N03 a connection that is cut twice after 200 kB, by %s with retry: the third attempt loads every row once',
  async (_way, options) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(cut(afterBytes(200_000)), { times: 2 });
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    const report = await loader.loadPipeline(readings.bound(1_000, long), {
      into: 'readings',
      ...options,
      retry: { backoffMs: 10 },
    });
    fault.expectFired(2);
    expect(report).toMatchObject({ status: 'success', attempts: 3 });
    await readings.expectLoaded(1_000, 3);
  },
);

test('N03 a connection that is cut after 200 kB each time: after the last attempt nothing is loaded', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(cut(afterBytes(200_000)));
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const error = await failureOf(
    loader.loadPipeline(readings.bound(1_000, long), {
      into: 'readings',
      retry: { maxAttempts: 4, backoffMs: 10 },
    }),
  );
  fault.expectFired(4);
  expect(fault.firedCount).toBe(4);
  expect(error.code).toBe('CONNECTION_LOST');
  await readings.expectNothing(error, 4);
});

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'N03 a connection that is cut after 200 kB, for a load without a record by %s: nothing is loaded',
  async (_mode, options) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(cut(afterBytes(200_000)), { times: 1 });
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    const rows = Array.from({ length: 1_000 }, (_, id) => ({ id, note: 'x'.repeat(900) }));
    const error = await failureOf(loader.load(rows, { into: 'readings', ...options }));
    fault.expectFired();
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', isRetryable: true });
    expect(await warehouse.sql`select from readings`).toHaveLength(0);
    expect(await warehouse.sessions()).toEqual([]);
  },
);

test.each(ways)(
  'N04 bytes in chunks of 1 to 700, in both directions, by %s: the same rows as over a good connection',
  async (_way, options) => {
    const { sql } = warehouse;
    const tableText = async (): Promise<unknown> =>
      sql`select md5(string_agg(concat(id, note), ',' order by id)) from readings`;
    await warehouse.loader.loadPipeline(readings.bound(5_000), { into: 'readings', ...options });
    const expected = await tableText();
    await sql`truncate readings`;
    await sql`delete from pipeline_executions`;
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(slices({ random: createRandom(seed) }));
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    await loader.loadPipeline(readings.bound(5_000), { into: 'readings', ...options });
    fault.expectFired(500);
    expect(await tableText()).toEqual(expected);
    await readings.expectLoaded(5_000);
  },
);
