import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
  affectedJobs,
  bossOn,
  openExecutions,
  parseRunJobData,
  runQueue,
} from '../../src/index.js';
import { people } from '../support/people-job.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const queueOfPeople = runQueue('people');
const request = { input: '/data/people.csv' };

const statusOf = async (executionId: string): Promise<unknown> =>
  (await used.sql`select status from pipeline_executions where execution_id = ${executionId}`)[0]?.[
    'status'
  ];

test('a submitted run is recorded as queued, and a worker fetches its job', async () => {
  const { queue } = used;
  const submitted = await queue.submitRun({
    job: people,
    request: { input: 'people.csv', params: { day: '2026-01-31' } },
    requestedBy: 'ann',
  });
  const { executionId } = submitted;
  expect(submitted).toEqual({ executionId, status: 'queued', reason: null, holder: null });
  expect(await statusOf(executionId)).toBe('queued');
  expect(await openExecutions(queue.pool, [executionId, 'none'])).toEqual(new Set([executionId]));
  const [job] = await queue.boss.fetch(queueOfPeople, { includeMetadata: true });
  expect(job).toMatchObject({
    id: executionId,
    retryCount: 0,
    retryLimit: 3,
    heartbeatSeconds: 30,
  });
  expect(parseRunJobData(job?.data)).toEqual({
    executionId,
    job: 'people',
    request: { input: resolve('people.csv'), params: { day: '2026-01-31' } },
    trigger: 'queue',
    requestedBy: 'ann',
  });
});

test('a job is completed in the transaction of the data, or not at all', async () => {
  const { queue } = used;
  const { executionId } = await queue.submitRun({ job: people, request });
  const [job] = await queue.boss.fetch(queueOfPeople, { includeMetadata: true });
  if (job === undefined) throw new Error('no job');
  const output = { value: { list: ['a"b'] } };
  const rolledBack = queue.transact(async (on) => {
    await queue.boss.complete(queueOfPeople, job, output, { db: bossOn(on) });
    throw new Error('no');
  });
  await expect(rolledBack).rejects.toThrow('no');
  expect(await openExecutions(queue.pool, [executionId])).toEqual(new Set([executionId]));
  const completed = await queue.transact((on) =>
    queue.boss.complete(queueOfPeople, job, output, { db: bossOn(on) }),
  );
  expect(affectedJobs(completed)).toBe(1);
  const [stored] = await queue.boss.findJobs(queueOfPeople, { id: executionId });
  expect(stored).toMatchObject({ state: 'completed', output });
  expect(await openExecutions(queue.pool, [executionId])).toEqual(new Set());
});

test('an attempt that was taken over changes nothing', async () => {
  const { queue } = used;
  await queue.submitRun({ job: people, request });
  const [job] = await queue.boss.fetch(queueOfPeople, { includeMetadata: true });
  if (job === undefined) throw new Error('no job');
  const later = { id: job.id, retryCount: job.retryCount + 1 };
  expect(affectedJobs(await queue.boss.touch(queueOfPeople, later))).toBe(0);
  expect(affectedJobs(await queue.boss.complete(queueOfPeople, later))).toBe(0);
  expect(affectedJobs(await queue.boss.fail(queueOfPeople, later))).toBe(0);
  expect(affectedJobs(await queue.boss.touch(queueOfPeople, job))).toBe(1);
  const failed = await queue.boss.fail(queueOfPeople, job, new Error('canary'));
  expect(affectedJobs(failed)).toBe(1);
  const [stored] = await queue.boss.findJobs(queueOfPeople, { id: job.id });
  expect(stored).toMatchObject({ state: 'retry' });
});

test('a thousand runs are submitted in one transaction with a few statements', async () => {
  const { queue } = used;
  const submissions = Array.from({ length: 1_000 }, () => ({ job: people, request }));
  const statements: string[] = [];
  const results = await queue.transact((on) =>
    queue.submit(submissions, {
      query: (text, parameters) => {
        statements.push(text);
        return on.query(text, parameters);
      },
    }),
  );
  expect(results.filter(({ status }) => status === 'queued')).toHaveLength(1_000);
  expect(statements.length).toBeLessThan(20);
});

test('a run with an id that exists is a duplicate', async () => {
  const executionId = randomUUID();
  const submission = { job: people, request, executionId };
  expect(await used.queue.submitRun(submission)).toMatchObject({ status: 'queued' });
  expect(await used.queue.submitRun(submission)).toMatchObject({
    executionId,
    status: 'duplicate',
    reason: expect.stringContaining(executionId) as string,
  });
});
