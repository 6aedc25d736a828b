import { hostname } from 'node:os';
import { Pipeline, rejectRow, rowStep, WdhError } from '@wdh/pipeline-core';
import { openRuns, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

interface Item {
  readonly id: number;
  readonly name: string;
}

const warehouse = useWarehouse();
// A role from before steps and events: it may write neither.
const role = useRole(warehouse);
const into = 'items';
const items = Array.from({ length: 10 }, (_, id) => ({ id, name: `canary ${id}` }));
const config = { stopOnError: false, errorThreshold: 1, version: '2' };
const pipeline = new Pipeline<Item>('items', config).addStep(
  rowStep('check_ids', (item) => {
    if (item.id === 0) return null;
    return item.id === 1 ? rejectRow({ field: 'id', code: 'ONE', message: 'is one' }) : item;
  }),
);
let runs: Runs;

beforeAll(() => {
  runs = openRuns({ connectionUrl: warehouse.url });
});

afterAll(() => runs.close());

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists items;
    create table items (id int primary key, name text);
    grant select, insert on items to ${role.name}`);
});

test('a source that cannot be opened leaves a failed run with its reason', async () => {
  const missing = new WdhError('There is no file none.csv.', {
    code: 'FILE_NOT_FOUND',
    category: 'file',
  });
  const bound = pipeline.bind(() => Promise.reject(missing));
  const error = await failureOf(warehouse.loader.loadPipeline(bound, { into, dryRun: true }));
  expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', cause: missing, attempts: 0 });
  const [run] = await warehouse.sql`select * from pipeline_executions`;
  expect(run).toMatchObject({
    execution_id: bound.executionId,
    status: 'failed',
    error_code: 'FILE_NOT_FOUND',
    error_message: error.message,
    input_file_path: null,
    input_sha256: null,
    attempts: 0,
    rows_input: '0',
  });
});

test('a run records its origin, its host and process, and its source', async () => {
  const parent = pipeline.bind(memorySource([]));
  await warehouse.loader.loadPipeline(parent, { into });
  const bound = pipeline.bind(memorySource(items));
  const request = { input: 'https://user:canary@host/in.csv', params: { apiKey: 'canary' } };
  const run = {
    jobName: 'load items',
    request,
    trigger: 'rerun',
    requestedBy: 'somebody',
    parentExecutionId: parent.executionId,
  } as const;
  await warehouse.loader.loadPipeline(bound, { into, run });
  expect(await runs.getRun(bound.executionId)).toMatchObject({
    ...run,
    request: {
      input: 'https://[redacted]@host/in.csv',
      params: { apiKey: '[redacted]' },
    },
    requestedAt: expect.any(Date) as Date,
    host: hostname(),
    processId: process.pid,
    status: 'success',
    inputFilePath: 'memory.csv',
    eventsLost: null,
  });
});

test('a queued run is started by one of the processes that try', async () => {
  const planned = {
    pipelineName: 'items',
    pipelineVersion: '1',
    target: 'public.items',
    mode: 'append',
    isForced: false,
    origin: { jobName: 'load items', trigger: 'queue' },
  } as const;
  await runs.queueRun({ executionId: 'queued-1', ...planned });
  expect(await runs.getRun('queued-1')).toMatchObject({ status: 'queued', host: null });
  await expect(runs.queueRun({ executionId: 'queued-1', ...planned })).rejects.toMatchObject({
    code: 'EXECUTION_EXISTS',
  });
  const loads = [1, 2, 3].map(() =>
    warehouse
      .newLoader()
      .loadPipeline(pipeline.bind(memorySource(items), { executionId: 'queued-1' }), { into }),
  );
  const ended = await Promise.allSettled(loads);
  const codes = ended.map((load) =>
    load.status === 'fulfilled' ? load.value.status : (load.reason as WdhError).code,
  );
  expect(codes.toSorted()).toEqual(['EXECUTION_EXISTS', 'EXECUTION_EXISTS', 'success']);
  expect(await runs.getRun('queued-1')).toMatchObject({
    status: 'success',
    jobName: 'load items',
    trigger: 'queue',
    pipelineVersion: '2',
    processId: process.pid,
  });
  expect(await warehouse.sql`select count(*)::int from items`).toEqual([{ count: 8 }]);
});

test('a run that is cancelled in the queue cannot be started, and is not marked abandoned', async () => {
  const planned = { pipelineName: 'p', pipelineVersion: '1', target: 't', mode: 'append' };
  await runs.queueRun({ executionId: 'queued-2', ...planned, isForced: false });
  await warehouse.loader.loadPipeline(pipeline.bind(memorySource(items)), { into });
  expect(await runs.getRun('queued-2')).toMatchObject({ status: 'queued' });
  expect(await runs.requestCancel('queued-2')).toMatchObject({ status: 'cancelled' });
  const bound = pipeline.bind(memorySource(items), { executionId: 'queued-2' });
  expect(await failureOf(warehouse.loader.loadPipeline(bound, { into }))).toMatchObject({
    code: 'CANCELLED',
  });
  expect(await runs.getRun('queued-2')).toMatchObject({ status: 'cancelled', attempts: 1 });
});

test('the steps of each attempt are recorded with their counts', async () => {
  let hasFailed = false;
  const source = memorySource(items, {
    batchSize: 5,
    beforeBatch: async (index) => {
      if (index === 0 || hasFailed) return undefined;
      hasFailed = true;
      await warehouse.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'wdh load%'`;
      return new Promise<never>(() => undefined);
    },
  });
  const bound = pipeline.bind(source);
  const checks = [
    { name: 'no item', severity: 'warn', sql: 'select from items' },
    { name: 'any item', severity: 'error', fn: () => Promise.resolve(true) },
  ] as const;
  const options = { into, checks, retry: { maxAttempts: 2, backoffMs: 10 } };
  await warehouse.loader.loadPipeline(bound, options);
  const steps = await runs.stepsOf(bound.executionId);
  const none = { rowsIn: 0, rowsOut: 0, rowsRejected: 0, rowsFiltered: 0, warnings: 0 };
  expect(steps).toMatchObject([
    { attempt: 1, ordinal: 1, stepName: 'source', kind: 'source', rowsIn: 5, rowsOut: 5 },
    { attempt: 1, ordinal: 2, stepName: 'check_ids', rowsIn: 5, rowsOut: 3 },
    { attempt: 1, ordinal: 3, stepName: 'load', kind: 'load', rowsIn: 3, rowsOut: 0 },
    { attempt: 2, ordinal: 1, stepName: 'source', kind: 'source', rowsIn: 10, rowsOut: 10 },
    {
      attempt: 2,
      ordinal: 2,
      stepName: 'check_ids',
      kind: 'row_transform',
      rowsIn: 10,
      rowsOut: 8,
      rowsRejected: 1,
      rowsFiltered: 1,
    },
    { attempt: 2, ordinal: 3, stepName: 'load', kind: 'load', rowsIn: 8, rowsOut: 8 },
    {
      attempt: 2,
      ordinal: 4,
      stepName: 'no item',
      kind: 'check',
      ...none,
      warnings: 1,
      rowsFound: 8,
    },
    { attempt: 2, ordinal: 5, stepName: 'any item', kind: 'check', ...none, rowsFound: 0 },
  ]);
  expect(steps[5]?.rowsFound).toBeNull();
  const run = await runs.getRun(bound.executionId);
  expect(run).toMatchObject({ warnings: 1, failedChecks: 1 });
  for (const { startedAt, endedAt } of steps) {
    expect(endedAt?.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
    expect(startedAt.getTime()).toBeGreaterThanOrEqual((run?.startedAt.getTime() ?? Infinity) - 1);
  }
});

test('a failed run records which of its checks failed, and which could not be run', async () => {
  const checks = [
    { name: 'no item', severity: 'error', sql: 'select from items' },
    { name: 'no table', severity: 'error', sql: 'select from nowhere' },
  ] as const;
  const failing = pipeline.bind(memorySource(items));
  const outcome = warehouse.loader.loadPipeline(failing, { into, checks: checks.slice(0, 1) });
  expect(await failureOf(outcome)).toMatchObject({ code: 'CHECK_FAILED' });
  expect(await runs.getRun(failing.executionId)).toMatchObject({ warnings: 0, failedChecks: 1 });
  const known = { hasPassed: false, found: 8, severity: 'error', status: 'failed' };
  expect(await runs.checksOf({ run: failing.executionId })).toMatchObject([
    { name: 'no item', ...known },
  ]);
  const broken = pipeline.bind(memorySource(items));
  expect(await failureOf(warehouse.loader.loadPipeline(broken, { into, checks }))).toMatchObject({
    code: 'CHECK_FAILED_TO_RUN',
  });
  expect(await runs.checksOf({ run: broken.executionId })).toMatchObject([
    { name: 'no item', ...known },
    { name: 'no table', hasPassed: null, found: null, severity: null },
  ]);
});

test('the events of a run are recorded in their order, without cell values', async () => {
  const bound = pipeline.bind(memorySource(items));
  await warehouse.loader.loadPipeline(bound, { into });
  const { items: events } = await runs.eventsOf(bound.executionId);
  expect(events.map(({ event }) => event)).toEqual([
    'database.load.started',
    'pipeline.started',
    'pipeline.step.started',
    'pipeline.step.completed',
    'pipeline.completed',
    'database.load.completed',
  ]);
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(events[2]).toMatchObject({ level: 'info', stepName: 'check_ids' });
  expect(JSON.stringify(events)).not.toContain('canary');
});

test('a failed run records the event of its failure', async () => {
  await warehouse.sql`insert into items values (5)`;
  const bound = pipeline.bind(memorySource(items));
  await failureOf(warehouse.loader.loadPipeline(bound, { into }));
  const { items: events } = await runs.eventsOf(bound.executionId);
  expect(events.at(-1)).toMatchObject({
    level: 'error',
    event: 'database.load.failed',
    payload: { code: 'UNIQUE_VIOLATED' },
  });
});

test('a role that may not write events loads anyway, and counts them as lost', async () => {
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  const bound = pipeline.bind(memorySource(items));
  expect(await loader.loadPipeline(bound, { into })).toMatchObject({ status: 'success' });
  expect(await runs.getRun(bound.executionId)).toMatchObject({ status: 'success', eventsLost: 6 });
  expect(warehouse.logger.events.at(-1)).toMatchObject({
    level: 'warn',
    event: 'execution.record.incomplete',
    context: {
      eventsLost: 6,
      refused: { events: 'PRIVILEGE_MISSING', steps: 'PRIVILEGE_MISSING' },
    },
  });
});

test('locked tables do not delay a load, whether it succeeds or fails', async () => {
  await warehouse.sql.begin(async (held) => {
    await held`lock table run_events, run_steps in access exclusive mode`;
    const since = performance.now();
    const bound = pipeline.bind(memorySource(items));
    await warehouse.loader.loadPipeline(bound, { into });
    const again = pipeline.bind(memorySource(items, { name: 'again' }));
    await failureOf(warehouse.loader.loadPipeline(again, { into, force: true }));
    expect(performance.now() - since).toBeLessThan(60_000);
  });
  const statuses = await warehouse.sql`
    select status from pipeline_executions order by started_at`;
  expect(statuses).toEqual([{ status: 'success' }, { status: 'failed' }]);
});

test('a record whose session is lost during the load loses only events', async () => {
  const source = memorySource(items, {
    batchSize: 5,
    beforeBatch: async (index) => {
      if (index === 0) return;
      await warehouse.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'wdh run exec%'`;
    },
  });
  const bound = pipeline.bind(source);
  const report = await warehouse.loader.loadPipeline(bound, { into });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 8 } });
  expect(await runs.getRun(bound.executionId)).toMatchObject({ status: 'success' });
});

test.each([
  ['alter table run_events rename to former', 'alter table former rename to run_events'],
  [
    'alter table run_steps rename column cost_usd to former',
    'alter table run_steps rename column former to cost_usd',
  ],
])('tables of an earlier version are reported: %s', async (change, restore) => {
  await warehouse.sql.unsafe(change);
  const bound = pipeline.bind(memorySource(items));
  const error = await failureOf(warehouse.loader.loadPipeline(bound, { into }));
  await warehouse.sql.unsafe(restore);
  expect(error).toMatchObject({ code: 'AUDIT_TABLES_MISSING', category: 'schema' });
  expect(error.message).toContain('earlier version');
});
