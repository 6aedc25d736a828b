import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  endExecution,
  failExecution,
  type PlannedExecution,
  queueExecutions,
  requeueExecution,
  type RowCounts,
  startExecution,
} from '../../src/index.js';
import { plainRun } from '../support/plain-run.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
const rows: RowCounts = {
  read: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
  added: 0,
};
let on: DedicatedConnection;

beforeAll(async () => {
  on = await DedicatedConnection.open(parseConnectionUrl(records.url), {
    applicationName: 'wdh queue test',
    deadlineMs: 30_000,
  });
});

afterAll(() => on.close());

beforeEach(() => records.sql`truncate pipeline_executions cascade`);

const asked = (executionId: string, more: Partial<PlannedExecution> = {}): PlannedExecution => ({
  executionId,
  pipelineName: 'strikes',
  pipelineVersion: '1',
  target: 'public.strikes',
  mode: 'append',
  isForced: false,
  ...more,
  origin: { jobName: 'strikes', trigger: 'queue', ...more.origin },
});

test('a request is written as it was asked for, without its secrets', async () => {
  const origin = {
    jobName: 'nightly',
    trigger: 'queue',
    requestedBy: 'somebody',
    request: { input: 'in.csv', apiToken: 'canary' },
  } as const;
  await records.runs.queueRun(asked('run-1', { origin }));
  expect(await records.sql`select * from pipeline_executions`).toMatchObject([
    {
      job_name: 'nightly',
      trigger: 'queue',
      requested_by: 'somebody',
      request: { input: 'in.csv', apiToken: '[redacted]' },
      status: 'queued',
      host: null,
      process_id: null,
    },
  ]);
  await expect(records.runs.queueRun(asked('run-1'))).rejects.toMatchObject({
    code: 'EXECUTION_EXISTS',
  });
});

test('requests are queued in one call, with all that is known about them', async () => {
  const at = new Date('2026-11-30T02:00:00Z');
  const origin = { requestedBy: '林', request: { input: '/数据/一月.csv', token: 'canary' } };
  const planned = asked('full', {
    origin,
    partition: { key: '2026-01', version: '2' },
    schedule: { name: 'nightly', at },
    submitKey: 'monthly',
    overlapKey: 'strikes',
  });
  const queued = await queueExecutions(on, [planned, asked('plain')]);
  expect(queued).toEqual([
    { executionId: 'full', status: 'queued' },
    { executionId: 'plain', status: 'queued' },
  ]);
  expect(await records.runs.getRun('full')).toMatchObject({
    status: 'queued',
    deliveries: 0,
    requestedBy: '林',
    request: { input: '/数据/一月.csv', token: '[redacted]' },
    partition: '2026-01',
    inputVersion: '2',
    schedule: 'nightly',
    scheduledAt: at,
  });
});

test('a request whose id or key is taken is left out, and the run in its way is named', async () => {
  await queueExecutions(on, [
    asked('one', { submitKey: 'key' }),
    asked('two', { overlapKey: 'strikes' }),
  ]);
  const queued = await queueExecutions(on, [
    asked('one'),
    asked('three', { submitKey: 'key' }),
    asked('four', { overlapKey: 'strikes' }),
    asked('five', { submitKey: 'key', origin: { jobName: 'other' } }),
    asked('five'),
  ]);
  expect(queued).toEqual([
    { executionId: 'one', status: 'exists', holder: 'one' },
    { executionId: 'three', status: 'duplicate', holder: 'one' },
    { executionId: 'four', status: 'overlaps', holder: 'two' },
    { executionId: 'five', status: 'queued' },
    { executionId: 'five', status: 'exists', holder: 'five' },
  ]);
});

test('a bad request of many is named, and nothing is queued', async () => {
  const queued = queueExecutions(on, [asked('good'), asked('bad', { submitKey: 'a\nb' })]);
  await expect(queued).rejects.toMatchObject({
    code: 'REQUEST_NOT_RECORDABLE',
    message: expect.stringContaining('key of the waiting run') as unknown,
  });
  const parent = { parentExecutionId: 'nobody' };
  const orphan = queueExecutions(on, [asked('good'), asked('orphan', { origin: parent })]);
  await expect(orphan).rejects.toMatchObject({ code: 'REQUEST_NOT_RECORDABLE' });
  expect(await records.sql`select from pipeline_executions`).toHaveLength(0);
});

test('more requests than one statement takes are queued in their order', async () => {
  const many = Array.from({ length: 2_500 }, (_, n) => asked(`run-${n}`));
  const queued = await queueExecutions(on, many);
  expect(queued.map(({ executionId }) => executionId)).toEqual(many.map((run) => run.executionId));
  expect(await records.sql`select from pipeline_executions where status = 'queued'`).toHaveLength(
    2_500,
  );
});

test('a failed or abandoned run is queued again with its last error, any other is left alone', async () => {
  const failed = { errorCode: 'LOCKED', errorMessage: 'was locked', attempts: 2, deliveries: 1 };
  for (const status of ['failed', 'abandoned', 'success', 'cancelled'] as const) {
    const { startedAt, ...row } = plainRun(status, { status, ...failed });
    await records.sql`insert into pipeline_executions ${records.sql({
      execution_id: row.executionId,
      pipeline_name: row.pipelineName,
      pipeline_version: row.pipelineVersion,
      started_at: startedAt,
      completed_at: startedAt,
      status,
      target: row.target,
      load_mode: row.loadMode,
      error_code: failed.errorCode,
      error_message: failed.errorMessage,
      attempts: 2,
      deliveries: 1,
      rows_input: 7,
    })}`;
  }
  expect(await requeueExecution(on, 'failed')).toBe(true);
  expect(await requeueExecution(on, 'abandoned')).toBe(true);
  expect(await requeueExecution(on, 'success')).toBe(false);
  expect(await requeueExecution(on, 'cancelled')).toBe(false);
  expect(await requeueExecution(on, 'nobody')).toBe(false);
  expect(await records.runs.getRun('failed')).toMatchObject({
    status: 'queued',
    completedAt: null,
    rows: null,
    attempts: 2,
    deliveries: 1,
    errorCode: 'LOCKED',
    errorMessage: 'was locked',
  });
});

test('a run that is not run, or not again, is recorded as failed; one that has ended is left alone', async () => {
  const failure = {
    code: 'REQUEST_INVALID',
    message: 'The request is invalid.',
    category: 'usage',
  } as const;
  await queueExecutions(on, [asked('waiting'), asked('done')]);
  await records.sql`update pipeline_executions set status = 'success' where execution_id = 'done'`;
  expect(await failExecution(on, 'waiting', failure)).toBe(true);
  expect(await failExecution(on, 'waiting', failure)).toBe(false);
  expect(await failExecution(on, 'done', failure)).toBe(false);
  expect(await records.runs.getRun('waiting')).toMatchObject({
    status: 'failed',
    errorCode: 'REQUEST_INVALID',
    errorCategory: 'usage',
    completedAt: expect.any(Date) as Date,
  });
});

test('a run that a process runs is neither queued again nor failed; one whose process has ended is', async () => {
  await queueExecutions(on, [asked('alive')]);
  const holder = await DedicatedConnection.open(parseConnectionUrl(records.url), {
    applicationName: 'wdh run alive',
    deadlineMs: 30_000,
  });
  await startExecution(holder, asked('alive'));
  const failure = { code: 'X', message: 'x', category: 'internal' } as const;
  expect(await requeueExecution(on, 'alive')).toBe(false);
  expect(await failExecution(on, 'alive', failure)).toBe(false);
  await holder.close();
  await expect.poll(() => requeueExecution(on, 'alive')).toBe(true);
  const end = {
    status: 'success',
    rows,
    durationMs: 1,
    attempts: 1,
    error: null,
    delivery: 1,
  } as const;
  await expect(endExecution(on, 'alive', end)).rejects.toMatchObject({ code: 'EXECUTION_LOST' });
});

test('a run whose key against overlaps another run holds is not queued again', async () => {
  await queueExecutions(on, [asked('earlier', { overlapKey: 'strikes' })]);
  await records.sql`update pipeline_executions set status = 'failed', deliveries = 1`;
  await queueExecutions(on, [asked('later', { overlapKey: 'strikes' })]);
  expect(await requeueExecution(on, 'earlier')).toBe(false);
  await records.runs.requestCancel('later');
  expect(await requeueExecution(on, 'earlier')).toBe(true);
});

test('a request to cancel stays when a run is queued again, unless a person asks for the run', async () => {
  await queueExecutions(on, [asked('cancelled')]);
  await records.sql`update pipeline_executions set status = 'failed', cancel_requested_at = now()`;
  const requested = async () => (await records.runs.getRun('cancelled'))?.cancelRequestedAt ?? null;
  await requeueExecution(on, 'cancelled');
  expect(await requested()).not.toBeNull();
  await requeueExecution(on, 'cancelled', { forgetsCancel: true });
  expect(await requested()).toBeNull();
});

test('runs that wait for their first start are found by the beginning of their key', async () => {
  await queueExecutions(on, [
    asked('w1', { submitKey: 'console w1' }),
    asked('w2', { submitKey: 'console w2' }),
    asked('other-key', { submitKey: 'nightly' }),
    asked('like-key', { submitKey: 'consoles' }),
    asked('no-key'),
    asked('other-job', { submitKey: 'console x', origin: { jobName: 'people' } }),
  ]);
  await startExecution(on, asked('w1'));
  const submitKeyPrefix = 'console ';
  const waiting = (jobs: readonly string[]): Promise<readonly string[]> =>
    records.runs.waitingRuns({ jobs, submitKeyPrefix });
  expect(await waiting(['strikes'])).toEqual(['w2']);
  expect(await waiting(['strikes', 'people'])).toEqual(['w2', 'other-job']);
  expect(await waiting([])).toEqual([]);
});
