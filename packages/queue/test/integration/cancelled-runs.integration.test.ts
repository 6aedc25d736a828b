import { defineJob, rows } from '@wdh/job';
import { expect, test } from 'vitest';
import { runQueue, type Submitted } from '../../src/index.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
let jobs = 0;

function newJob() {
  jobs += 1;
  return defineJob({
    name: `job-${jobs}`,
    source: rows('people', () => [{ id: '1', name: 'Ann' }]),
    into: 'public.people',
    steps: (steps) => steps,
  });
}

const depthOf = async (job: { readonly name: string }) =>
  (await used.queue.status()).jobs.find((depth) => depth.job === job.name);

/** Fetches a run until its attempts are used up, as a worker does whose runs fail. */
async function die({ executionId }: Submitted, job: { readonly name: string }): Promise<void> {
  const queue = runQueue(job.name);
  await used.sql`update wdh_queue.job set retry_limit = 0 where id = ${executionId}`;
  const [fetched] = await used.queue.boss.fetch(queue, { includeMetadata: true });
  if (fetched?.id !== executionId) throw new Error('another run was fetched');
  await used.queue.boss.fail(queue, fetched, new Error('no'));
  await used.sql`update pipeline_executions set status = 'failed', completed_at = now() where execution_id = ${executionId}`;
}

test('a cancelled run leaves the queue; one that a worker has is left to it', async () => {
  const job = newJob();
  const startAfter = new Date(Date.now() + 3_600_000);
  const [first, second] = await used.queue.submit([{ job }, { job, startAfter }]);
  if (first === undefined || second === undefined) throw new Error('not submitted');
  expect(await used.queue.cancel(second.executionId)).toMatchObject({ status: 'cancelled' });
  expect(await depthOf(job)).toMatchObject({ ready: 1, delayed: 0 });
  await used.queue.boss.fetch(runQueue(job.name));
  expect(await used.queue.cancel(first.executionId)).toMatchObject({ status: 'cancelled' });
  expect(await depthOf(job)).toMatchObject({ ready: 0, running: 1 });
  expect(await used.queue.cancel('none')).toBeNull();
});

test.each(['failed', 'abandoned'])(
  'a run that %s and is delivered again is cancelled, and leaves the queue',
  async (status) => {
    const job = newJob();
    const { executionId } = await used.queue.submitRun({ job });
    const [fetched] = await used.queue.boss.fetch(runQueue(job.name), { includeMetadata: true });
    if (fetched === undefined) throw new Error('none');
    await used.sql`update pipeline_executions set status = ${status}, deliveries = 1
      where execution_id = ${executionId}`;
    await used.queue.boss.fail(runQueue(job.name), fetched, new Error('no'));
    expect(await used.queue.cancel(executionId)).toMatchObject({ status: 'cancelled' });
    expect(await depthOf(job)).toMatchObject({ ready: 0, delayed: 0, running: 0, dead: 0 });
  },
);

test('a run that failed for the last time is not changed by a request to cancel it', async () => {
  const job = newJob();
  const submitted = await used.queue.submitRun({ job });
  await die(submitted, job);
  expect(await used.queue.cancel(submitted.executionId)).toMatchObject({
    ...{ status: 'failed', cancelRequestedAt: null },
  });
});
