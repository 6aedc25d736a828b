import { blackHole, cut, lostReply, NetworkProxy, onStatement } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const count = 2_000;
const ends = ['cut', 'silence'] as const;
const retry = { maxAttempts: 3, backoffMs: 10 } as const;
/** The statement, not the clause of a temporary table. */
const onCommit = onStatement(/^commit/i);

const losses = [
  ['cut', cut],
  ['silence', blackHole],
] as const;

const replies = ends.flatMap((end) => everyWay.map((way) => [end, way.way, way] as const));
const plainReplies = ends.flatMap((end) =>
  loadModes.map((mode) => [end, mode.mode, mode] as const),
);
const commits = losses.flatMap(([end, lose]) =>
  loadModes.map((mode) => [end, mode.mode, lose, mode] as const),
);
const retriedCommits = losses.flatMap(([end, lose]) =>
  everyWay.map((way) => [end, way.way, lose, way] as const),
);

/** Silence lasts until the deadline: in the gate with append only. */
const scopes = [
  { tags: [], has: (end: string, way: string) => end === 'cut' || way === 'append' },
  { tags: ['full'], has: (end: string, way: string) => end !== 'cut' && way !== 'append' },
];

for (const { tags, has } of scopes) {
  test.each(replies.filter(([end, way]) => has(end, way)))(
    'P04 the reply to COMMIT is lost (%s), by %s: the outcome is looked up, the load succeeds, and every row is stored once',
    { tags },
    async (end, _way, options) => {
      await using proxy = await NetworkProxy.start(warehouse.url);
      const fault = proxy.inject(lostReply(end), { times: 1 });
      const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
      const report = await loader.loadPipeline(readings.bound(count), {
        into: 'readings',
        ...options,
        retry,
      });
      fault.expectFired();
      expect(report).toMatchObject({ status: 'success', attempts: 1, rows: { inserted: 1_800 } });
      await readings.expectLoaded(count);
    },
  );

  test.each(plainReplies.filter(([end, mode]) => has(end, mode)))(
    'P04 the reply to COMMIT is lost (%s) for a load without a record, by %s: the load succeeds, and every row is stored once',
    { tags },
    async (end, _mode, options) => {
      await using proxy = await NetworkProxy.start(warehouse.url);
      const fault = proxy.inject(lostReply(end), { times: 1 });
      const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
      const rows = Array.from({ length: count }, (_, id) => ({ id, note: 'once' }));
      expect(await loader.load(rows, { into: 'readings', ...options })).toMatchObject({
        rowsInserted: count,
      });
      fault.expectFired();
      expect(await warehouse.sql`select count(*)::int from readings`).toEqual([{ count }]);
      expect(await warehouse.sessions()).toEqual([]);
    },
  );

  test.each(commits.filter(([end, mode]) => has(end, mode)))(
    'P04 COMMIT itself is lost (%s), by %s: nothing is loaded',
    { tags },
    async (_end, _mode, lose, options) => {
      await using proxy = await NetworkProxy.start(warehouse.url);
      const fault = proxy.inject(lose(onCommit), { times: 1 });
      const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
      const error = await failureOf(
        loader.loadPipeline(readings.bound(count), { into: 'readings', ...options }),
      );
      fault.expectFired();
      expect(error).toMatchObject({ category: 'connection', isRetryable: true });
      await readings.expectNothing(error);
    },
  );

  test.each(retriedCommits.filter(([end, way]) => has(end, way)))(
    'P04 COMMIT itself is lost (%s), by %s with retry: the second attempt loads every row once',
    { tags },
    async (_end, _way, lose, options) => {
      await using proxy = await NetworkProxy.start(warehouse.url);
      const fault = proxy.inject(lose(onCommit), { times: 1 });
      const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
      const report = await loader.loadPipeline(readings.bound(count), {
        into: 'readings',
        ...options,
        retry,
      });
      fault.expectFired();
      expect(report).toMatchObject({ status: 'success', attempts: 2 });
      await readings.expectLoaded(count, 2);
    },
  );
}

test('P04 the reply to COMMIT is lost and cannot be looked up: the outcome is reported as unknown, and the load is not retried', async () => {
  {
    await using proxy = await NetworkProxy.start(warehouse.url);
    let isLost = false;
    const lost = lostReply('silence').event?.when;
    const fault = proxy.inject(
      blackHole((passing) => {
        isLost ||= lost?.(passing) !== undefined;
        return isLost ? 0 : undefined;
      }),
    );
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
    const error = await failureOf(
      loader.loadPipeline(readings.bound(count), { into: 'readings', retry }),
    );
    fault.expectFired();
    expect(error).toMatchObject({ code: 'COMMIT_UNKNOWN', category: 'connection' });
    expect(error.message).not.toContain('Nothing was loaded');
    expect(error.message).toContain('Check before loading again');
  }
  await readings.expectLoaded(count);
  const again = warehouse.loader.loadPipeline(readings.bound(count), { into: 'readings' });
  expect(await again).toMatchObject({ status: 'skipped' });
});
