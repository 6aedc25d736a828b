import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PlannedExecution, queueExecutions, requeueExecution } from '../../src/index.js';
import { plainRun } from '../support/plain-run.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
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
    attempts: 0,
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
      started_at: startedAt as Date,
      completed_at: startedAt as Date,
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
