import {
  BackendControl,
  call,
  createRandom,
  FaultNotInjectedError,
  isCopying,
  latency,
  lockTable,
  NetworkProxy,
  onStatement,
  untilTrue,
} from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { holdCommits, untilCommitting } from '../../warehouse/hold-commits.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const loading = { applicationName: 'wdh load' };
const cancelled = {
  code: 'STATEMENT_CANCELLED',
  category: 'interrupted',
  isRetryable: false,
} as const;
const retry = { backoffMs: 10 } as const;

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'P06 a COPY that is cancelled, by %s: the load is not retried, and nothing is loaded',
  async (_mode, options) => {
    await using control = await BackendControl.connect(warehouse.url);
    const bound = readings.bound(5_000, {
      beforeBatch: async (index) => {
        if (index !== 6) return;
        // The source is read a little ahead: COPY may not have begun.
        await control.until({ ...loading, where: isCopying() });
        await control.cancel(loading);
      },
    });
    const load = warehouse.loader.loadPipeline(bound, { into: 'readings', ...options, retry });
    const error = await failureOf(load);
    control.firing.expectFired();
    expect(error).toMatchObject(cancelled);
    expect(error.message).toContain('canceling statement due to user request');
    await readings.expectNothing(error);
  },
);

test.each(everyWay.map((options) => [options.way, options] as const))(
  'P06 a statement that is cancelled while it waits for a lock, by %s: the load is not retried, and nothing is loaded',
  async (_way, options) => {
    await using control = await BackendControl.connect(warehouse.url);
    await using lock = await lockTable(warehouse.url, 'readings');
    const load = warehouse.loader.loadPipeline(readings.bound(1_000), {
      into: 'readings',
      ...options,
      retry,
    });
    const failed = failureOf(load);
    await lock.untilWaitedFor();
    await control.cancel(loading);
    const error = await failed;
    await lock.release();
    expect(error).toMatchObject(cancelled);
    expect(error.message).toContain('canceling statement due to user request');
    await readings.expectNothing(error);
  },
);

test('P06 a COMMIT that is cancelled while it waits for a lock: the load fails as a whole, and is not retried', async () => {
  await using control = await BackendControl.connect(warehouse.url);
  await using lock = await holdCommits(warehouse, 'readings');
  const failed = failureOf(
    warehouse.loader.loadPipeline(readings.bound(1_000), { into: 'readings', retry }),
  );
  const pid = await untilCommitting(warehouse, lock);
  await control.cancel({ pid });
  const error = await failed;
  await lock.release();
  expect(error).toMatchObject(cancelled);
  await readings.expectNothing(error);
});

/** Cancels a load when it commits; false if its session ended before, and it loaded. */
async function cancelAtCommit(): Promise<boolean> {
  await warehouse.sql`truncate readings`;
  await warehouse.sql`delete from pipeline_executions`;
  await using control = await BackendControl.connect(warehouse.url);
  await using proxy = await NetworkProxy.start(warehouse.url);
  proxy.inject(latency({ ms: 20, random: createRandom(1) }));
  let cancelling: Promise<unknown> = Promise.resolve();
  const fault = proxy.inject(
    call(onStatement(/^commit/i), () => {
      cancelling = control.cancel(loading).catch((error: unknown) => {
        if (!(error instanceof FaultNotInjectedError)) throw error;
      });
    }),
    { times: 1 },
  );
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const load = loader.loadPipeline(readings.bound(1_000), { into: 'readings' });
  const [outcome] = await Promise.allSettled([load]);
  fault.expectFired();
  await cancelling;
  const runs = await warehouse.sql`select status from pipeline_executions`;
  expect(runs).toEqual([{ status: outcome.status === 'fulfilled' ? 'success' : 'failed' }]);
  if (outcome.status === 'fulfilled') await readings.expectLoaded(1_000);
  else await readings.expectNothing(await failureOf(load));
  return control.firing.firedCount > 0;
}

test('P06 a cancellation that may come too late, at COMMIT: the load fails, or succeeds as a whole', async () => {
  expect(await untilTrue(cancelAtCommit, 30_000, 'a cancellation in time')).toBe(true);
});
