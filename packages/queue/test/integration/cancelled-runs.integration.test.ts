import { expect, test } from 'vitest';
import { runQueue } from '../../src/index.js';
import { depthOf, die, newJob } from '../support/queued-jobs.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();

test('a cancelled run leaves the queue; one that a worker has is left to it', async () => {
  const job = newJob();
  const startAfter = new Date(Date.now() + 3_600_000);
  const [first, second] = await used.queue.submit([{ job }, { job, startAfter }]);
  if (first === undefined || second === undefined) throw new Error('not submitted');
  expect(await used.queue.cancel(second.executionId)).toMatchObject({ status: 'cancelled' });
  expect(await depthOf(used, job)).toMatchObject({ ready: 1, delayed: 0 });
  await used.queue.boss.fetch(runQueue(job.name));
  expect(await used.queue.cancel(first.executionId)).toMatchObject({ status: 'cancelled' });
  expect(await depthOf(used, job)).toMatchObject({ ready: 0, running: 1 });
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
    expect(await depthOf(used, job)).toMatchObject({ ready: 0, delayed: 0, running: 0, dead: 0 });
  },
);

test('a run that failed for the last time is not changed by a request to cancel it', async () => {
  const job = newJob();
  const submitted = await used.queue.submitRun({ job });
  await die(used, submitted, job);
  expect(await used.queue.cancel(submitted.executionId)).toMatchObject({
    ...{ status: 'failed', cancelRequestedAt: null },
  });
});
