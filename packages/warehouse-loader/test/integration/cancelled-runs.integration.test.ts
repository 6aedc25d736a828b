import { BackendControl, blackHole, NetworkProxy, onStatement } from '@wdh/fault-injection';
import { type BoundPipeline, Pipeline } from '@wdh/pipeline-core';
import { openRuns, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PipelineLoadOptions } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

interface Item {
  readonly id: number;
}

const warehouse = useWarehouse();
const into = 'items';
const pipeline = new Pipeline<Item>('items');
const items = Array.from({ length: 500 }, (_, id) => ({ id }));
const never = (): Promise<never> => new Promise(() => undefined);
let runs: Runs;
let control: BackendControl;

beforeAll(async () => {
  runs = openRuns({ connectionUrl: warehouse.url });
  control = await BackendControl.connect(warehouse.url);
});

afterAll(async () => {
  await control[Symbol.asyncDispose]();
  await runs.close();
});

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists items;
    create table items (id int primary key);
    create or replace function fall_asleep() returns trigger language plpgsql as $$ begin
      perform pg_sleep(600); return new; end $$;
    create or replace function fail_for_now() returns trigger language plpgsql as $$ begin
      raise exception using errcode = '40001'; end $$`);
});

const addTrigger = (name: string, when = 'before insert') =>
  warehouse.sql.unsafe(
    `create trigger ${name} ${when} on items for each row execute function ${name}()`,
  );

const runOf = async ({ executionId }: BoundPipeline<object>) => runs.getRun(executionId);

/** Waits until the run exists, and `isReached` is true. */
async function reached(
  bound: BoundPipeline<object>,
  isReached: () => PromiseLike<unknown>,
): Promise<void> {
  await expect.poll(async () => (await runOf(bound))?.status).toBe('running');
  await isReached();
}

/** Cancels a load from another process's connection, and expects that it is rolled back. */
async function expectCancelled(
  bound: BoundPipeline<Item>,
  options: Partial<PipelineLoadOptions>,
  isReached: () => PromiseLike<unknown>,
): Promise<void> {
  const load = warehouse.loader.loadPipeline(bound, { into, ...options } as PipelineLoadOptions);
  const failed = failureOf(load);
  await reached(bound, isReached);
  expect(await runs.requestCancel(bound.executionId)).toMatchObject({ status: 'running' });
  expect(await failed).toMatchObject({ code: 'CANCELLED', category: 'interrupted' });
  expect(await runOf(bound)).toMatchObject({ status: 'cancelled', errorCode: 'CANCELLED' });
  expect(await warehouse.sql`select count(*)::int from items`).toEqual([{ count: 0 }]);
  const ofLoads = async () => (await warehouse.sessions()).filter((name) => !name.endsWith('runs'));
  await expect.poll(ofLoads).toEqual([]);
}

const asleep = (): Promise<unknown> =>
  control.until({ where: ({ waitEvent }) => waitEvent === 'PgSleep' });

test('a run is cancelled while its source is being opened', async () => {
  await expectCancelled(pipeline.bind(never), {}, () => Promise.resolve());
});

test('a run is cancelled while its source waits', async () => {
  let waitsAt = 0;
  const source = memorySource(items, {
    beforeBatch: (index) => {
      waitsAt = index;
      return index < 2 ? undefined : never();
    },
  });
  await expectCancelled(pipeline.bind(source), {}, () => expect.poll(() => waitsAt).toBe(2));
});

test('a run is cancelled during COPY', async () => {
  await addTrigger('fall_asleep');
  await expectCancelled(pipeline.bind(memorySource(items)), {}, asleep);
});

test.each(['upsert', 'insert_new', 'replace'] as const)(
  'a run is cancelled while mode %s merges its rows',
  async (mode) => {
    await addTrigger('fall_asleep');
    const options = { mode, upsertKeys: ['id'] };
    await expectCancelled(pipeline.bind(memorySource(items)), options, asleep);
  },
);

test('a run is cancelled while it waits for its next attempt', async () => {
  await addTrigger('fail_for_now');
  const bound = pipeline.bind(memorySource(items));
  const isWaiting = () =>
    expect.poll(() => warehouse.logger.eventNames).toContain('retry.attempt.failed');
  const retry = { maxAttempts: 3, backoffMs: 600_000 };
  await expectCancelled(bound, { retry }, isWaiting);
});

test('a run whose record is lost while its source waits is cancelled, and is not marked abandoned', async () => {
  let isWaiting = false;
  const source = memorySource(items, {
    beforeBatch: (index) => {
      isWaiting = index > 0;
      return isWaiting ? never() : undefined;
    },
  });
  const bound = pipeline.bind(source, { executionId: 'lost' });
  await expectCancelled(bound, {}, async () => {
    await expect.poll(() => isWaiting).toBe(true);
    const lost = await warehouse.sql<{ pid: number }[]>`
      select pg_terminate_backend(pid), pid from pg_stat_activity where application_name = 'wdh run lost'`;
    const isBack = async () => {
      const found = await warehouse.sql<{ pid: number }[]>`
        select pid from pg_stat_activity where application_name = 'wdh run lost'`;
      return found.some(({ pid }) => pid !== lost[0]?.pid);
    };
    await expect.poll(isBack).toBe(true);
    const other = pipeline.bind(memorySource(items.slice(0, 0), { name: 'other' }));
    await warehouse.loader.loadPipeline(other, { into });
    expect(await runOf(bound)).toMatchObject({ status: 'running' });
  });
});

test('a run that commits before it sees the request stays a success', async () => {
  const bound = pipeline.bind(memorySource(items));
  const fn = async () => (await runs.requestCancel(bound.executionId))?.status === 'running';
  const checks = [{ name: 'cancelled meanwhile', severity: 'error', fn }] as const;
  const report = await warehouse.loader.loadPipeline(bound, { into, checks });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 500 } });
  expect(await runOf(bound)).toMatchObject({
    status: 'success',
    cancelRequestedAt: expect.any(Date) as Date,
  });
});

test('a run that has ended is not changed', async () => {
  const bound = pipeline.bind(memorySource(items));
  await warehouse.loader.loadPipeline(bound, { into });
  expect(await runs.requestCancel(bound.executionId)).toEqual({
    executionId: bound.executionId,
    status: 'success',
    cancelRequestedAt: null,
  });
});

test('a run is stopped while it opens its connection into a silent network', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 300_000 });
  const controller = new AbortController();
  let stopped: Promise<void> | undefined;
  const source = memorySource(items);
  const bound = pipeline.bind({
    ...source,
    identify: () => {
      // The record is open already: the next session is that of the rows.
      const hole = proxy.inject(blackHole(onStatement('pg_backend_pid')));
      stopped = hole.fired.then(() => {
        controller.abort();
      });
      return source.identify();
    },
  });
  const load = loader.loadPipeline(bound, { into, signal: controller.signal });
  expect((await failureOf(load)).code).toBe('INTERRUPTED');
  await stopped;
  expect(await runOf(bound)).toMatchObject({ status: 'failed', errorCode: 'INTERRUPTED' });
});
