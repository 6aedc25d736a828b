import {
  afterBytes,
  blackHole,
  createRandom,
  NetworkProxy,
  onClientMessage,
  onConnectionOf,
  onStatement,
} from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const deadlineMs = 3_000;
const noAnswer = { code: 'DATABASE_NO_ANSWER', category: 'connection', isRetryable: true };

const { seed = 0 } = fc.readConfigureGlobal();
const random = createRandom(seed);
// The connection of the record does not send that much.
const places = everyWay.map((options) => [options.way, random.integer(5_000, 150_000), options]);

test.each(places as [string, number, (typeof everyWay)[number]][])(
  'N02 a network that drops everything, by %s from a random byte on: the deadline ends the load, and nothing is loaded',
  async (_way, bytes, options) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(blackHole(afterBytes(bytes)), { times: 1 });
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs });
    const bound = readings.bound(5_000);
    const error = await failureOf(loader.loadPipeline(bound, { into: 'readings', ...options }));
    fault.expectFired();
    expect(error).toMatchObject(noAnswer);
    expect(error.message).toContain('did not answer within 3 s');
    await readings.expectNothing(error);
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'N02 a network that drops everything once, by %s with retry: the load succeeds at the second attempt',
  async (_mode, options) => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(blackHole(afterBytes(40_000)), { times: 1 });
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs });
    const report = await loader.loadPipeline(readings.bound(3_000), {
      into: 'readings',
      ...options,
      retry: { backoffMs: 10 },
    });
    fault.expectFired();
    expect(report).toMatchObject({ status: 'success', attempts: 2 });
    await readings.expectLoaded(3_000, 2);
  },
);

test('N02 a server that accepts and never answers: the deadline ends the load, and nothing is recorded', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(blackHole(onClientMessage('startup')));
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs });
  const error = await failureOf(loader.loadPipeline(readings.bound(10), { into: 'readings' }));
  fault.expectFired();
  expect(error).toMatchObject(noAnswer);
  expect(await warehouse.sql`select from pipeline_executions`).toHaveLength(0);
});

test('N02 a network without any traffic: the deadline ends the load, and the next start cleans up', async () => {
  {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs });
    const onCopy = onConnectionOf(onStatement('copy "public"."readings"'), onClientMessage('d'));
    let isSilent = false;
    const fault = proxy.inject(
      blackHole((passing) => {
        isSilent ||= onCopy(passing) !== undefined;
        return isSilent ? 0 : undefined;
      }),
    );
    const error = await failureOf(loader.loadPipeline(readings.bound(5_000), { into: 'readings' }));
    fault.expectFired();
    expect(error).toMatchObject(noAnswer);
    expect(await warehouse.sql`select status from pipeline_executions`).toEqual([
      { status: 'running' },
    ]);
  }
  const report = await warehouse.loader.loadPipeline(readings.bound(5_000), { into: 'readings' });
  expect(report).toMatchObject({ status: 'success', rows: { read: 5_000, inserted: 4_500 } });
  const runs = await warehouse.sql`select status from pipeline_executions order by started_at`;
  expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
});
