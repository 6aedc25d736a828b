import { expect, test } from 'vitest';
import { openQueue, type Queue, runQueue, type Submission } from '../../src/index.js';
import { people } from '../support/people-job.js';
import { newJob } from '../support/queued-jobs.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const request = { input: '/data/people.csv' };
const at = new Date('2026-01-31T02:00:00.000Z');

/** The queue as another process opens it. */
async function openOther(): Promise<AsyncDisposable & { readonly queue: Queue }> {
  const queue = await openQueue({ connectionUrl: used.url, migrate: false });
  return { queue, [Symbol.asyncDispose]: () => queue.close() };
}

const submit = async (submission: Submission) => used.queue.submitRun(submission);
const fetchIds = async (job: { readonly name: string }, count: number): Promise<string[]> =>
  (await used.queue.boss.fetch(runQueue(job.name), { batchSize: count })).map(({ id }) => id);

test('a key makes a run unique while it waits for its first start', async () => {
  const job = newJob();
  const first = await submit({ job, key: 'daily' });
  expect(await submit({ job, key: 'daily' })).toMatchObject({
    status: 'duplicate',
    reason: `Run ${first.executionId} with the same key waits already.`,
    holder: first.executionId,
  });
  expect(await submit({ job, key: 'other' })).toMatchObject({ status: 'queued' });
  expect(await submit({ job: people, request, key: 'daily' })).toMatchObject({ status: 'queued' });
  await used.sql`update pipeline_executions set status = 'failed' where execution_id = ${first.executionId}`;
  expect(await submit({ job, key: 'daily' })).toMatchObject({ status: 'queued' });
});

test('of two submissions with one key in one call, the first is queued', async () => {
  const job = newJob();
  const results = await used.queue.submit([
    { job, key: 'k' },
    { job, key: 'k' },
    { job, key: 'l' },
  ]);
  expect(results.map(({ status }) => status)).toEqual(['queued', 'duplicate', 'queued']);
  expect(await fetchIds(job, 10)).toHaveLength(2);
});

test('many processes that submit one key at the same time submit one run', async () => {
  const job = newJob();
  await used.queue.prepare([job]);
  const results = await Promise.all(Array.from({ length: 12 }, () => submit({ job, key: 'race' })));
  expect(results.filter(({ status }) => status === 'queued')).toHaveLength(1);
  expect(results.filter(({ status }) => status === 'duplicate')).toHaveLength(11);
  expect(await fetchIds(job, 20)).toHaveLength(1);
});

test('two processes that submit the same keys in opposite order both end', async () => {
  const job = newJob();
  await using other = await openOther();
  await Promise.all([used.queue.prepare([job]), other.queue.prepare([job])]);
  const many = Array.from({ length: 600 }, (_, index) => ({ job, key: `key ${index}` }));
  const results = await Promise.all([
    used.queue.submit(many),
    other.queue.submit(many.toReversed()),
  ]);
  expect(results.flat().filter(({ status }) => status === 'queued')).toHaveLength(600);
  expect(results.map((one) => one.length)).toEqual([600, 600]);
});

test('a run whose key another run has meanwhile is not queued again', async () => {
  const job = newJob();
  const first = await submit({ job, key: 'daily' });
  await used.sql`update pipeline_executions set status = 'failed' where execution_id = ${first.executionId}`;
  await used.sql`update wdh_queue.job set state = 'failed' where id = ${first.executionId}`;
  const second = await submit({ job, key: 'daily' });
  await expect(used.queue.requeue(first.executionId)).rejects.toMatchObject({
    code: 'RUN_NOT_REQUEUEABLE',
    message: expect.stringContaining('another run holds its key') as string,
  });
  await used.queue.cancel(second.executionId);
  await used.queue.requeue(first.executionId);
});

test('with the rule skip, a run is skipped while another one waits or runs', async () => {
  const job = newJob();
  const first = await submit({ job, overlap: 'skip' });
  const skipped = {
    status: 'skipped',
    reason: expect.stringContaining(first.executionId) as string,
  };
  expect(await submit({ job, overlap: 'skip' })).toMatchObject(skipped);
  await used.sql`update pipeline_executions set status = 'running' where execution_id = ${first.executionId}`;
  expect(await submit({ job, overlap: 'skip' })).toMatchObject(skipped);
  expect(await submit({ job })).toMatchObject({ status: 'queued' });
  const schedule = { name: 'nightly', at };
  expect(await submit({ job, overlap: 'skip', schedule })).toMatchObject({ status: 'queued' });
  expect(await submit({ job, overlap: 'skip', schedule })).toMatchObject({ status: 'skipped' });
  await used.sql`update pipeline_executions set status = 'success' where execution_id = ${first.executionId}`;
  expect(await submit({ job, overlap: 'skip' })).toMatchObject({ status: 'queued' });
});

test('with the rule queue, a run is fetched after the other has ended, however many ask', async () => {
  const job = newJob();
  const queue = runQueue(job.name);
  const [first, second] = [
    await submit({ job, overlap: 'queue' }),
    await submit({ job, overlap: 'queue' }),
  ];
  const fetched = await Promise.all(Array.from({ length: 5 }, () => fetchIds(job, 5)));
  expect(fetched.flat()).toEqual([first.executionId]);
  expect(await fetchIds(job, 5)).toEqual([]);
  await used.queue.boss.complete(queue, first.executionId);
  expect(await fetchIds(job, 5)).toEqual([second.executionId]);
});

test('runs of one job without a rule are fetched at the same time', async () => {
  const job = newJob();
  await used.queue.submit([{ job }, { job }, { job }]);
  expect(await fetchIds(job, 5)).toHaveLength(3);
});

test('a higher priority starts first, and a run does not start before its time', async () => {
  const job = newJob();
  const low = await submit({ job, priority: -1 });
  const normal = await submit({ job });
  const high = await submit({ job, priority: 10 });
  const later = await submit({ job, priority: 99, startAfter: new Date(Date.now() + 3_600_000) });
  expect(await fetchIds(job, 1)).toEqual([high.executionId]);
  expect(await fetchIds(job, 1)).toEqual([normal.executionId]);
  expect(await fetchIds(job, 1)).toEqual([low.executionId]);
  expect(await fetchIds(job, 1)).toEqual([]);
  await used.sql`update wdh_queue.job set start_after = now() where id = ${later.executionId}`;
  expect(await fetchIds(job, 1)).toEqual([later.executionId]);
});

test('the record has the schedule, its time, and who asked', async () => {
  const parent = await submit({ job: people, request });
  const { executionId } = await submit({
    job: people,
    request,
    schedule: { name: 'nightly', at },
    trigger: 'schedule',
    requestedBy: 'schedule nightly',
    parentExecutionId: parent.executionId,
  });
  const [run] = await used.sql`select job_name, trigger, requested_by, schedule_name, scheduled_at,
    parent_execution_id, request->>'input' as input from pipeline_executions
    where execution_id = ${executionId}`;
  expect(run).toEqual({
    job_name: 'people',
    trigger: 'schedule',
    requested_by: 'schedule nightly',
    schedule_name: 'nightly',
    scheduled_at: at,
    parent_execution_id: parent.executionId,
    input: '/data/people.csv',
  });
});
