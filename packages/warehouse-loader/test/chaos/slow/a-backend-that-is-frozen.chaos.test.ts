import {
  BackendControl,
  call,
  FaultNotInjectedError,
  NetworkProxy,
  onStatement,
  untilTrue,
} from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const loading = { applicationName: 'wdh load' };
const [append, ...others] = loadModes;

/** Freezes the session of the load before the third batch. */
const frozenBy = (control: BackendControl) => ({
  beforeBatch: async (index: number) => {
    if (index === 2 && control.firing.firedCount === 0) await control.freeze(loading);
  },
});

const expectNothingLater = async (options: (typeof loadModes)[number]): Promise<void> => {
  await using control = await BackendControl.connect(warehouse.url);
  const loader = warehouse.newLoader({ deadlineMs: 3_000 });
  const bound = readings.bound(2_000, frozenBy(control));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'readings', ...options }));
  control.firing.expectFired();
  expect(error).toMatchObject({ code: 'DATABASE_NO_ANSWER', category: 'connection' });
  control.thaw();
  await control.untilNone(loading);
  await readings.expectNothing(error);
};

test('N08 a backend that is frozen and later continues, by append: the deadline ends the load, and nothing is written later', () =>
  expectNothingLater(append));

test.each(others.map((mode) => [mode.mode, mode] as const))(
  'N08 a backend that is frozen and later continues, by %s: the deadline ends the load, and nothing is written later',
  { tags: ['full'] },
  (_mode, options) => expectNothingLater(options),
);

test('N08 a backend that is frozen for a while, with retry: a later attempt loads every row once', async () => {
  await using control = await BackendControl.connect(warehouse.url);
  const loader = warehouse.newLoader({ deadlineMs: 3_000 });
  const load = loader.loadPipeline(readings.bound(2_000, frozenBy(control)), {
    into: 'readings',
    retry: { maxAttempts: 90, backoffMs: 50, maxBackoffMs: 200 },
  });
  load.catch(() => undefined);
  const hasGivenUp = (): boolean =>
    warehouse.logger.events.some(({ event }) => event === 'retry.attempt.failed');
  await untilTrue(hasGivenUp, 60_000, 'an attempt that failed');
  control.thaw();
  control.firing.expectFired();
  const { attempts, status } = await load;
  expect(status).toBe('success');
  expect(attempts).toBeGreaterThan(1);
  await readings.expectLoaded(2_000, attempts);
});

test(
  'N08 a backend that is frozen at COMMIT and later continues: the outcome is reported as unknown, and the tables agree',
  { tags: ['full'] },
  async () => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    await using control = await BackendControl.connect(warehouse.url);
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
    let pid: number | null = null;
    const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
      // Zero would be the group of the tests themselves.
      if (pid === null) throw new FaultNotInjectedError('no session of the load was seen');
      process.kill(pid, name);
    };
    const bound = readings.bound(2_000, {
      beforeBatch: async () => {
        ({ pid } = await control.until(loading));
      },
    });
    const fault = proxy.inject(
      call(onStatement(/^commit/), () => {
        signal('SIGSTOP');
      }),
      { times: 1 },
    );
    const load = loader.loadPipeline(bound, { into: 'readings' });
    try {
      const error = await load.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'COMMIT_UNKNOWN' });
    } finally {
      signal('SIGCONT');
    }
    fault.expectFired();
    await control.untilNone(loading);
    const again = await warehouse.loader.loadPipeline(readings.bound(2_000), { into: 'readings' });
    expect(['success', 'skipped']).toContain(again.status);
    const [rows] = await warehouse.sql`select count(*)::int from readings`;
    expect(rows).toEqual({ count: 1_800 });
    const runs =
      await warehouse.sql`select status from pipeline_executions where status = 'success'`;
    expect(runs).toHaveLength(1);
  },
);
