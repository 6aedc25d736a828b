import { lockTable, setForDatabase, untilTrue } from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const modes = loadModes.map((mode) => [mode.mode, mode] as const);

/** A batch after a delay in milliseconds. */
const slow = (ms: number, at: number) => ({
  beforeBatch: (index: number) =>
    index === at ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : undefined,
});

test.each(modes)(
  'N07 statement_timeout, by %s: the error names it, the load is not retried, and nothing is loaded',
  async (_mode, options) => {
    await using _ = await setForDatabase(warehouse.url, 'statement_timeout', '2s');
    await using lock = await lockTable(warehouse.url, 'readings');
    const error = await failureOf(
      warehouse.newLoader().loadPipeline(readings.bound(1_000), {
        into: 'readings',
        ...options,
        retry: { backoffMs: 10 },
      }),
    );
    lock.expectFired();
    await lock.release();
    expect(error).toMatchObject({
      code: 'STATEMENT_CANCELLED',
      category: 'interrupted',
      isRetryable: false,
    });
    expect(error.message).toContain('canceling statement due to statement timeout');
    await readings.expectNothing(error);
  },
);

test('N07 statement_timeout, for a load without a record: the error names it, and nothing is loaded', async () => {
  await using _ = await setForDatabase(warehouse.url, 'statement_timeout', '2s');
  await using lock = await lockTable(warehouse.url, 'readings');
  const load = warehouse.newLoader().load([{ id: 1, note: 'x' }], { into: 'readings' });
  const error = await failureOf(load);
  lock.expectFired();
  await lock.release();
  expect(error.code).toBe('STATEMENT_CANCELLED');
  expect(error.message).toContain('canceling statement due to statement timeout');
  expect(await warehouse.sql`select from readings`).toHaveLength(0);
  expect(await warehouse.sessions()).toEqual([]);
});

test.each(modes)(
  'N07 lock_timeout, by %s: the load is retried, and succeeds when the lock is released',
  async (_mode, options) => {
    const loader = warehouse.newLoader({ deadlineMs: 3_000 });
    await using lock = await lockTable(warehouse.url, 'readings');
    const load = loader.loadPipeline(readings.bound(1_000), {
      into: 'readings',
      ...options,
      retry: { maxAttempts: 90, backoffMs: 10, maxBackoffMs: 20 },
    });
    load.catch(() => undefined);
    await lock.untilWaitedFor();
    // The next attempt waits in its turn: then it was tried again.
    await untilTrue(() => lock.firedCount >= 2, 60_000, 'a second attempt that waits');
    await lock.release();
    const { attempts, status } = await load;
    expect(status).toBe('success');
    expect(attempts).toBeGreaterThan(1);
    await readings.expectLoaded(1_000, attempts);
  },
);

test.each(modes)(
  'N07 idle_in_transaction_session_timeout, by %s: the error names it, and nothing is loaded',
  async (_mode, options) => {
    const timeout = 'idle_in_transaction_session_timeout';
    await using _ = await setForDatabase(warehouse.url, timeout, '200ms');
    const bound = readings.bound(1_000, slow(3_000, 0));
    const load = warehouse.newLoader().loadPipeline(bound, { into: 'readings', ...options });
    const error = await failureOf(load);
    expect(error).toMatchObject({
      code: 'TRANSACTION_TIMEOUT',
      category: 'connection',
      isRetryable: true,
    });
    expect(error.message).toContain('idle-in-transaction timeout');
    await readings.expectNothing(error);
  },
);

test.each(modes)(
  'N07 idle_session_timeout, which ends the session of the record, by %s: the rows are loaded anyway',
  async (_mode, options) => {
    await using _ = await setForDatabase(warehouse.url, 'idle_session_timeout', '200ms');
    const bound = readings.bound(1_000, slow(700, 1));
    const report = await warehouse
      .newLoader()
      .loadPipeline(bound, { into: 'readings', ...options });
    expect(report).toMatchObject({ status: 'success', rows: { read: 1_000, inserted: 900 } });
    await readings.expectLoaded(1_000);
  },
);

test.skipIf(inject('serverVersion') < 17)(
  'N07 transaction_timeout, from PostgreSQL 17 on: the error names it, the load is not retried, and nothing is loaded',
  { tags: ['full'] },
  async () => {
    await using _ = await setForDatabase(warehouse.url, 'transaction_timeout', '500ms');
    const bound = readings.bound(1_000, slow(3_000, 1));
    const error = await failureOf(
      warehouse.newLoader().loadPipeline(bound, { into: 'readings', retry: { backoffMs: 10 } }),
    );
    expect(error).toMatchObject({ code: 'TRANSACTION_TIMEOUT', isRetryable: false });
    expect(error.message).toContain('transaction timeout');
    await readings.expectNothing(error);
  },
);
