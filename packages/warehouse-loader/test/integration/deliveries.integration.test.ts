import {
  blackHole,
  type InjectedFault,
  lostReply,
  NetworkProxy,
  onStatement,
} from '@wdh/fault-injection';
import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { type ExecutionEnded, openRuns, type RunDelivery, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

interface Item {
  readonly id: number;
  readonly name: string;
}

const warehouse = useWarehouse();
const into = 'items';
const items = Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id}` }));
const config = { stopOnError: false, errorThreshold: 1, version: '2' };
const pipeline = new Pipeline<Item>('items', config).addStep(
  rowStep('check_ids', (item) =>
    item.id === 1 ? rejectRow({ field: 'id', code: 'ONE', message: 'is one' }) : item,
  ),
);
const delivery: RunDelivery = { confirm: () => Promise.resolve() };
let runs: Runs;

beforeAll(() => {
  runs = openRuns({ connectionUrl: warehouse.url });
});

afterAll(() => runs.close());

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists items;
    create table items (id int, name text)`);
});

const queue = (executionId: string) =>
  runs.queueRun({
    executionId,
    pipelineName: 'items',
    pipelineVersion: '2',
    target: 'public.items',
    mode: 'append',
    isForced: false,
  });

const bound = (executionId: string, beforeBatch?: (index: number) => Promise<void> | void) =>
  pipeline.bind(memorySource(items, { ...(beforeBatch === undefined ? {} : { beforeBatch }) }), {
    executionId,
  });

const aborted = ({ signal }: AbortController): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });

const count = async (): Promise<number> => (await warehouse.sql`select from items`).length;

test('a run that failed continues with the next delivery: its numbers go on, its old rejects are gone', async () => {
  await queue('again');
  const broken = bound('again', async (index) => {
    if (index < 2) return;
    // Until the pulse has written steps and events.
    await expect.poll(async () => (await runs.stepsOf('again')).length).toBeGreaterThan(0);
    throw new Error('broken');
  });
  await failureOf(warehouse.loader.loadPipeline(broken, { into, delivery }));
  const failed = await runs.getRun('again');
  expect(failed).toMatchObject({ status: 'failed', attempts: 1, deliveries: 1 });
  expect((await runs.rejectedRows({ run: 'again' })).items).toHaveLength(1);
  const before = (await runs.eventsOf('again')).items.length;
  expect(before).toBeGreaterThan(0);

  const report = await warehouse.loader.loadPipeline(bound('again'), { into, delivery });
  expect(report).toMatchObject({ status: 'success', rows: { read: 300, inserted: 299 } });
  expect(await runs.getRun('again')).toMatchObject({
    status: 'success',
    attempts: 2,
    deliveries: 2,
    errorCode: null,
    rows: { read: 300, inserted: 299, rejected: 1 },
  });
  expect((await runs.rejectedRows({ run: 'again' })).items).toHaveLength(1);
  const attempts = (await runs.stepsOf('again')).map(({ attempt }) => attempt);
  expect(new Set(attempts)).toEqual(new Set([1, 2]));
  const sequences = (await runs.eventsOf('again', { limit: 500 })).items.map((e) => e.sequence);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  expect(sequences.length).toBeGreaterThan(before);
  expect(await count()).toBe(299);
});

test('a run that has succeeded is not run again by another delivery', async () => {
  await queue('once');
  let confirmed = 0;
  const counted = { confirm: () => Promise.resolve(void (confirmed += 1)) };
  await warehouse.loader.loadPipeline(bound('once'), { into, delivery: counted });
  const error = await failureOf(
    warehouse.loader.loadPipeline(bound('once'), { into, delivery: counted }),
  );
  expect(error).toMatchObject({ code: 'EXECUTION_ENDED' });
  expect((error.cause as ExecutionEnded).run).toMatchObject({
    status: 'success',
    deliveries: 1,
    rows: { inserted: 299 },
  });
  expect(confirmed).toBe(1);
  expect(await count()).toBe(299);
});

test('a run in another process is taken over: that one can neither commit nor end it', async () => {
  await queue('taken');
  const [release, waits] = [new AbortController(), new AbortController()];
  const first = warehouse.loader.loadPipeline(
    bound('taken', (index) => {
      if (index === 0) return undefined;
      waits.abort();
      return aborted(release);
    }),
    { into, delivery, retry: {} },
  );
  const failure = failureOf(first);
  await aborted(waits);
  const report = await warehouse.newLoader().loadPipeline(bound('taken'), { into, delivery });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 299 } });
  release.abort();
  expect((await failure).code).toBe('EXECUTION_LOST');
  expect(await runs.getRun('taken')).toMatchObject({
    status: 'success',
    deliveries: 2,
    errorCode: null,
  });
  expect(await count()).toBe(299);
  const ofRuns = async () => (await warehouse.sessions()).filter((name) => !name.includes('runs'));
  await expect.poll(ofRuns).toEqual([]);
});

test('a start whose COMMIT was done, unknown to its process, is followed by the next one', async () => {
  await queue('started');
  await using proxy = await NetworkProxy.start(warehouse.url);
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const lost = proxy.inject(lostReply('cut'), { times: 1 });
  const load = loader.loadPipeline(bound('started'), { into, delivery });
  expect(await failureOf(load)).toMatchObject({ category: 'connection', isRetryable: true });
  lost.expectFired();
  expect(await runs.getRun('started')).toMatchObject({ status: 'running', deliveries: 1 });
  const again = await warehouse.loader.loadPipeline(bound('started'), { into, delivery });
  expect(again).toMatchObject({ status: 'success', rows: { inserted: 299 } });
  expect(await runs.getRun('started')).toMatchObject({ status: 'success', deliveries: 2 });
});

test(
  'a run whose COMMIT was done, unknown to its process, is found by the next delivery',
  { tags: ['full'], timeout: 120_000 },
  async () => {
    await queue('unknown');
    await using proxy = await NetworkProxy.start(warehouse.url);
    const loader = warehouse.newLoader({ connectionUrl: proxy.url, deadlineMs: 3_000 });
    const faults: InjectedFault[] = [];
    const confirm = (): Promise<void> => {
      faults.push(proxy.inject(lostReply('cut'), { times: 1 }));
      // The outcome cannot be looked up.
      faults.push(proxy.inject(blackHole(onStatement('select pg_xact_status'))));
      return Promise.resolve();
    };
    const load = loader.loadPipeline(bound('unknown'), { into, delivery: { confirm } });
    expect((await failureOf(load)).code).toBe('COMMIT_UNKNOWN');
    faults.forEach((fault) => {
      fault.expectFired();
    });
    const again = warehouse.loader.loadPipeline(bound('unknown'), { into, delivery });
    expect((await failureOf(again)).code).toBe('EXECUTION_ENDED');
    expect(await runs.getRun('unknown')).toMatchObject({ status: 'success', deliveries: 1 });
    expect(await count()).toBe(299);
  },
);
