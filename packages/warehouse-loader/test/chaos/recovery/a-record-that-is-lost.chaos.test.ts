import { BackendControl, lockRows } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const ways = everyWay.map((options) => [options.way, options] as const);
const count = 2_000;

/** Ends the session of the record before the last batch, after the rejects of the others. */
const losingRecord = (control: BackendControl, then: () => void = () => undefined) => ({
  beforeBatch: async (index: number) => {
    if (index !== 3) return;
    await control.terminate({ applicationName: 'wdh run' });
    then();
  },
});

test.each(ways)(
  'P11 the session of the record is lost at the end, by %s: the rows are stored, and the record has the status success',
  async (_way, options) => {
    await using control = await BackendControl.connect(warehouse.url);
    const bound = readings.bound(count, losingRecord(control));
    const report = await warehouse.loader.loadPipeline(bound, { into: 'readings', ...options });
    control.firing.expectFired();
    expect(report).toMatchObject({ status: 'success', attempts: 1 });
    await readings.expectLoaded(count);
  },
);

test.each(ways)(
  'P11 the session of the record is lost, and then the load fails, by %s: a new session records it',
  async (_way, options) => {
    await using control = await BackendControl.connect(warehouse.url);
    const bound = readings.bound(
      count,
      losingRecord(control, () => {
        throw new TypeError('no more');
      }),
    );
    const load = warehouse.loader.loadPipeline(bound, { into: 'readings', ...options });
    const error = await failureOf(load);
    control.firing.expectFired();
    expect(error).toMatchObject({ code: 'SOURCE_FAILED' });
    await readings.expectNothing(error);
  },
);

test.each(ways)(
  'P11 the session of the record is lost in a dry run, by %s: the run is reported as rehearsed or failed, and nothing is loaded',
  async (_way, options) => {
    await using control = await BackendControl.connect(warehouse.url);
    const bound = readings.bound(count, losingRecord(control));
    const load = warehouse.loader.loadPipeline(bound, {
      into: 'readings',
      ...options,
      dryRun: true,
    });
    const outcome = await load.then(
      ({ status }) => status,
      () => 'failed',
    );
    control.firing.expectFired();
    const runs = await warehouse.sql`select status from pipeline_executions`;
    expect(runs).toEqual([{ status: outcome }]);
    expect(await warehouse.sql`select from readings`).toHaveLength(0);
    expect(await warehouse.sessions()).toEqual([]);
  },
);

test('P11 the record is marked abandoned by another start during the load: nothing is loaded, and the error reports it', async () => {
  await warehouse.sql`create table elsewhere (like readings)`;
  await using control = await BackendControl.connect(warehouse.url);
  const bound = readings.bound(count, {
    beforeBatch: async (index) => {
      if (index !== 3) return;
      await control.terminate({ applicationName: 'wdh run' });
      await control.untilNone({ applicationName: 'wdh run' });
      // Another run starts, and finds the lock of this one free.
      await warehouse.loader.loadPipeline(readings.bound(10), { into: 'elsewhere' });
    },
  });
  const error = await failureOf(warehouse.loader.loadPipeline(bound, { into: 'readings' }));
  control.firing.expectFired();
  expect(error).toMatchObject({ code: 'EXECUTION_LOST' });
  const runs = await warehouse.sql`select status from pipeline_executions order by started_at`;
  expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
  expect(await warehouse.sql`select from readings`).toHaveLength(0);
  expect(await warehouse.sessions()).toEqual([]);
});

test('P11 the record is locked by another session when the load ends: the lock timeout is reported, and nothing is loaded', async () => {
  const loader = warehouse.newLoader({ deadlineMs: 4_000 });
  let release = (): Promise<void> => Promise.resolve();
  let expectFired = (): void => undefined;
  const bound = readings.bound(count, {
    beforeBatch: async (index) => {
      if (index !== 3) return;
      const lock = await lockRows(warehouse.url, 'pipeline_executions', "status = 'running'");
      release = () => lock.release();
      expectFired = () => {
        lock.expectFired();
      };
    },
  });
  const error = await failureOf(loader.loadPipeline(bound, { into: 'readings' }));
  expectFired();
  await release();
  expect(error).toMatchObject({ code: 'LOCK_TIMEOUT', category: 'locked', isRetryable: true });
  expect(await warehouse.sql`select from readings`).toHaveLength(0);
  const again = await warehouse.loader.loadPipeline(readings.bound(count), { into: 'readings' });
  expect(again).toMatchObject({ status: 'success' });
  const runs = await warehouse.sql`select status from pipeline_executions where status = 'running'`;
  expect(runs).toEqual([]);
});
