import {
  blackHole,
  call,
  type InjectedFault,
  lostReply,
  NetworkProxy,
  onClientMessage,
  onReply,
  onStatement,
} from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
let proxy: NetworkProxy;

const rowCount = 60_000;
const rows = Array.from({ length: rowCount }, (_, id) => ({ id, note: `note of row ${id}` }));
const pipeline = new Pipeline<{ readonly id: number; readonly note: string }>('faults');

beforeEach(async () => {
  const { sql } = warehouse;
  proxy = await NetworkProxy.start(warehouse.url);
  await sql`drop table if exists fragile`;
  await sql`create table fragile (id int primary key, note text)`;
  await sql`delete from pipeline_executions`;
});

afterEach(() => proxy[Symbol.asyncDispose]());

const copyData = onClientMessage('d');
/** A statement ends with a zero. */
const commit = onStatement('commit\0');

/** Nothing of the run is visible, and the server holds no session of it. */
async function expectNothingLeft(): Promise<void> {
  expect(await warehouse.sql`select count(*)::int from fragile`).toEqual([{ count: 0 }]);
  await expect.poll(() => warehouse.sessions()).toEqual([]);
}

/** Loads through `through`, and does something to the load's backend before a batch. */
function loadWith(
  loader: ReturnType<typeof warehouse.newLoader>,
  at: number,
  fault: (executionId: string) => Promise<unknown>,
) {
  const source = memorySource(rows, {
    batchSize: 1_000,
    beforeBatch: async (index) => {
      if (index === at) await fault(bound.executionId);
    },
  });
  const bound = pipeline.bind(source);
  return { bound, load: loader.loadPipeline(bound, { into: 'fragile' }) };
}

const backendOf = (executionId: string) => warehouse.sql`
  select pid from pg_stat_activity where application_name = ${`wdh load ${executionId}`}`;

test.each([0, 1, 5, 17, 30, 45, 58, 59])(
  'a backend that is terminated before batch %i fails the run immediately',
  async (at) => {
    const { sql, loader } = warehouse;
    let hasFired = false;
    const { bound, load } = loadWith(loader, at, async (executionId) => {
      const [backend] = await backendOf(executionId);
      const [done] =
        await sql`select pg_terminate_backend(${String(backend?.['pid'])}::int) as done`;
      hasFired = done?.['done'] === true;
    });
    const error = await failureOf(load);
    expect(hasFired).toBe(true);
    expect(error).toMatchObject({
      category: 'connection',
      isRetryable: true,
      executionId: bound.executionId,
    });
    await expectNothingLeft();
    expect(await sql`select status, error_code from pipeline_executions`).toEqual([
      { status: 'failed', error_code: error.code },
    ]);
  },
);

test.each([1, 25, 59])(
  'a query that is cancelled before batch %i fails the run without a retry',
  async (at) => {
    const { sql, loader } = warehouse;
    const { load } = loadWith(loader, at, async (executionId) => {
      const [backend] = await backendOf(executionId);
      await sql`select pg_cancel_backend(${String(backend?.['pid'])}::int)`;
    });
    const error = await failureOf(load);
    expect(error).toMatchObject({ code: 'STATEMENT_CANCELLED', isRetryable: false });
    await expectNothingLeft();
  },
);

test.each([2, 40])('a connection that is reset before batch %i fails the run', async (at) => {
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const { load } = loadWith(loader, at, () => {
    proxy.cut();
    return Promise.resolve();
  });
  expect(await failureOf(load)).toMatchObject({ code: 'CONNECTION_LOST', isRetryable: true });
  await expectNothingLeft();
  // Both connections were cut; the record was written over a new one.
  expect(await warehouse.sql`select status from pipeline_executions`).toEqual([
    { status: 'failed' },
  ]);
});

test.each([3, 59])(
  'a network that drops everything from batch %i on ends with the deadline',
  async (at) => {
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
    let hole: InjectedFault | undefined;
    const { load } = loadWith(loader, at, () => {
      hole = proxy.inject(blackHole(copyData));
      return Promise.resolve();
    });
    const error = await failureOf(load);
    hole?.expectFired();
    expect(error).toMatchObject({ code: 'DATABASE_NO_ANSWER', isRetryable: true });
    expect(error.message).toContain('did not answer within 3 s');
    await expectNothingLeft();
  },
);

test('a load without a record ends with the deadline as well, and leaves no session', async () => {
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
  const hole = proxy.inject(blackHole(copyData));
  const error = await failureOf(loader.load(rows, { into: 'fragile' }));
  hole.expectFired();
  expect(error.code).toBe('DATABASE_NO_ANSWER');
  await expectNothingLeft();
});

test.each(['load', 'loadPipeline'] as const)(
  'if the reply to COMMIT is lost, %s looks up the outcome and reports it',
  async (method) => {
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 10_000 });
    const lost = proxy.inject(lostReply('cut'), { times: 1 });
    const bound = pipeline.bind(memorySource(rows));
    const inserted =
      method === 'load'
        ? (await loader.load(rows, { into: 'fragile' })).rowsInserted
        : (await loader.loadPipeline(bound, { into: 'fragile' })).rows.inserted;
    lost.expectFired();
    expect(inserted).toBe(rowCount);
    expect(await warehouse.sql`select count(*)::int from fragile`).toEqual([{ count: rowCount }]);
  },
);

test.each(['load', 'loadPipeline'] as const)(
  'if the run is stopped during COMMIT, %s looks up the outcome and reports it',
  async (method) => {
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 10_000 });
    const controller = new AbortController();
    const { signal } = controller;
    const abort = (): void => {
      controller.abort();
    };
    proxy.inject(call(onReply('COMMIT'), abort), { times: 1 });
    proxy.inject(lostReply('silence'), { times: 1 });
    const bound = pipeline.bind(memorySource(rows));
    const inserted =
      method === 'load'
        ? (await loader.load(rows, { into: 'fragile', signal })).rowsInserted
        : (await loader.loadPipeline(bound, { into: 'fragile', signal })).rows.inserted;
    expect(signal.aborted).toBe(true);
    expect(inserted).toBe(rowCount);
    expect(await warehouse.sql`select count(*)::int from fragile`).toEqual([{ count: rowCount }]);
  },
);

test('when COMMIT never reaches the server, the load has failed', async () => {
  const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
  const hole = proxy.inject(blackHole(commit));
  const error = await failureOf(loader.load(rows, { into: 'fragile' }));
  hole.expectFired();
  expect(error.code).toBe('DATABASE_NO_ANSWER');
  await expectNothingLeft();
});

test.each(['before', 'while'])('a signal raised %s loading stops the load', async (when) => {
  const { sql, loader } = warehouse;
  const controller = new AbortController();
  const hangs = new Promise<never>(() => undefined);
  const source = memorySource(rows, {
    batchSize: 1_000,
    beforeBatch: (index) => {
      if (index !== 20) return undefined;
      controller.abort();
      return hangs;
    },
  });
  if (when === 'before') controller.abort();
  const options = { into: 'fragile', signal: controller.signal } as const;
  const error = await failureOf(loader.loadPipeline(pipeline.bind(source), options));
  expect(error).toMatchObject({ code: 'INTERRUPTED', category: 'interrupted' });
  await expectNothingLeft();
  const runs = await sql`select status, error_code from pipeline_executions`;
  expect(runs.map((run) => run['error_code'] as unknown)).toEqual(runs.map(() => 'INTERRUPTED'));
});
