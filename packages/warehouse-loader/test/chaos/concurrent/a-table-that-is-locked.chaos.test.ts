import { lockRows, lockTable, untilTrue } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 300 }, (_, id): Item => ({ id, name: `name ${id}` }));
const bound = () => new Pipeline<Item>('items').bind(memorySource(items));
const ways = everyWay.map((options) => [options.way, options] as const);

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists held`;
  await sql`create table held (id int primary key, name text)`;
  await sql`delete from pipeline_executions`;
});

test.each(ways)(
  'K06 a table that is locked exclusively, by %s: the load times out, retries, and names the holder',
  async (_way, options) => {
    const loader = warehouse.newLoader({ deadlineMs: 2_000 });
    await using lock = await lockTable(warehouse.url, 'held');
    const load = loader.loadPipeline(bound(), {
      into: 'held',
      retry: { maxAttempts: 2, backoffMs: 10 },
      ...options,
    });
    const error = await failureOf(load);
    lock.expectFired(2);
    await lock.release();
    expect(error).toMatchObject({ code: 'LOCK_TIMEOUT', category: 'locked', isRetryable: true });
    expect(error.message).toContain(`pid ${lock.pid}`);
    const runs = await warehouse.sql`select attempts from pipeline_executions`;
    expect(runs).toEqual([{ attempts: 2 }]);
    expect(await aftermathOf(warehouse, 'held')).toEqual(nothingBut('failed LOCK_TIMEOUT'));
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'K06 a table that is locked exclusively for a while, by %s: the load waits or retries, and succeeds',
  async (_way, options) => {
    const loader = warehouse.newLoader({ deadlineMs: 2_000 });
    await using lock = await lockTable(warehouse.url, 'held');
    const load = loader.loadPipeline(bound(), {
      into: 'held',
      retry: { maxAttempts: 90, backoffMs: 10, maxBackoffMs: 20 },
      ...options,
    });
    await lock.untilWaitedFor();
    // The next attempt waits in its turn: then it was tried again.
    await untilTrue(() => lock.firedCount >= 2, 60_000, 'a second attempt that waits');
    await lock.release();
    const report = await load;
    expect(report).toMatchObject({ status: 'success', rows: { inserted: 300 } });
    expect(report.attempts).toBeGreaterThan(1);
    const left = await aftermathOf(warehouse, 'held');
    expect(left).toMatchObject({ rows: 300, runs: ['success'], sessions: [] });
  },
);

test('K06 a row that is locked, by upsert: the load times out, and names the holder', async () => {
  const { sql } = warehouse;
  await sql`insert into held values (77, 'old')`;
  const loader = warehouse.newLoader({ deadlineMs: 2_000 });
  await using lock = await lockRows(warehouse.url, 'held', 'id = 77');
  const upsert = { into: 'held', mode: 'upsert', upsertKeys: ['id'] } as const;
  const error = await failureOf(loader.loadPipeline(bound(), upsert));
  lock.expectFired();
  await lock.release();
  expect(error).toMatchObject({ code: 'LOCK_TIMEOUT', category: 'locked', isRetryable: true });
  expect(error.message).toContain(`pid ${lock.pid}`);
  const left = await aftermathOf(warehouse, 'held');
  expect(left).toEqual({ ...nothingBut('failed LOCK_TIMEOUT'), rows: 1 });
});

test('K06 a table that is locked, for a load without a record: it times out, and names the holder', async () => {
  const loader = warehouse.newLoader({ deadlineMs: 2_000 });
  await using lock = await lockTable(warehouse.url, 'held');
  const error = await failureOf(loader.load(items, { into: 'held' }));
  lock.expectFired();
  await lock.release();
  expect(error).toMatchObject({ code: 'LOCK_TIMEOUT', category: 'locked', isRetryable: true });
  expect(error.message).toContain(`pid ${lock.pid}`);
  expect(await aftermathOf(warehouse, 'held')).toEqual(nothingBut());
});
