import { expect, test } from 'vitest';
import { deadQueue, openExecutions, openQueue, runQueue } from '../../src/index.js';
import { depthOf, die, newJob } from '../support/queued-jobs.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();

test('the status counts ready, delayed and running runs, and names the oldest', async () => {
  const job = newJob();
  const nextAt = new Date(Date.now() + 3_600_000);
  await used.queue.submit([{ job }, { job }, { job }, { job, startAfter: nextAt }]);
  const [fetched] = await used.queue.boss.fetch(runQueue(job.name), { includeMetadata: true });
  expect(await depthOf(used, job)).toEqual({
    job: job.name,
    ...{ ready: 2, delayed: 1, retrying: 0, running: 1, dead: 0 },
    oldestReadyAt: expect.any(Date) as Date,
    nextAt,
  });
  const { running } = await used.queue.status();
  expect(running.find((run) => run.job === job.name)).toMatchObject({
    ...{ executionId: fetched?.id, host: null, processId: null, retries: 0 },
    since: fetched?.startedOn,
  });
});

test('a run that failed for the last time is dead, with its error, and can be queued again', async () => {
  const job = newJob();
  const submitted = await used.queue.submitRun({
    job,
    request: { params: {} },
    priority: 7,
    requestedBy: 'ann',
  });
  await die(used, submitted, job);
  const { executionId } = submitted;
  expect(await depthOf(used, job)).toMatchObject({ ready: 0, running: 0, dead: 1 });
  expect((await used.queue.status()).dead).toContainEqual({
    executionId,
    job: job.name,
    diedAt: expect.any(Date) as Date,
    errorCode: 'VALUE_INVALID',
    errorMessage: 'A value does not fit.',
  });
  await used.sql`update pipeline_executions set status = 'queued' where execution_id = ${executionId}`;
  expect((await used.queue.status()).lost).toEqual([]);
  await used.queue.requeue(executionId);
  expect(await depthOf(used, job)).toMatchObject({ ready: 1, dead: 0 });
  const [fetched] = await used.queue.boss.fetch(runQueue(job.name), { includeMetadata: true });
  expect(fetched).toMatchObject({
    ...{ id: executionId, retryCount: 0, retryLimit: 3, priority: 7, deadLetter: deadQueue },
    data: { executionId, job: job.name, request: { params: {} }, requestedBy: 'ann' },
  });
  const [run] = await used.sql`select status, error_code from pipeline_executions
    where execution_id = ${executionId}`;
  expect(run).toEqual({ status: 'queued', error_code: 'VALUE_INVALID' });
});

test('of many that queue a run again at the same time, one does', async () => {
  const job = newJob();
  const submitted = await used.queue.submitRun({ job });
  await die(used, submitted, job);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, () => used.queue.requeue(submitted.executionId)),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await depthOf(used, job)).toMatchObject({ ready: 1, dead: 0 });
});

test.each([
  ['success', /has succeeded.*force/],
  ['skipped', /ended as skipped/],
  ['rehearsed', /ended as rehearsed/],
  ['cancelled', /was cancelled/],
])('a run that ended as %s is not queued again', async (status, message) => {
  const { executionId } = await used.queue.submitRun({ job: newJob() });
  await used.sql`update pipeline_executions set status = ${status} where execution_id = ${executionId}`;
  const requeueing = used.queue.requeue(executionId);
  await expect(requeueing).rejects.toMatchObject({
    code: 'RUN_NOT_REQUEUEABLE',
    category: 'usage',
  });
  await expect(requeueing).rejects.toThrow(message);
});

test('a run that waits, one that a worker has, and an unknown one are not queued again', async () => {
  const job = newJob();
  const { executionId } = await used.queue.submitRun({ job });
  await expect(used.queue.requeue(executionId)).rejects.toThrow(/waits in the queue already/);
  await used.queue.boss.fetch(runQueue(job.name));
  await expect(used.queue.requeue(executionId)).rejects.toThrow(/a worker has it/);
  await expect(used.queue.requeue('none')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});

test('a queued run whose job was deleted is lost, and can be queued again', async () => {
  const job = newJob();
  const { executionId } = await used.queue.submitRun({ job, request: { params: {} } });
  await used.sql`delete from wdh_queue.job where id = ${executionId}`;
  expect((await used.queue.status()).lost).toContainEqual({
    ...{ executionId, job: job.name, requestedAt: expect.any(Date) as Date },
  });
  await used.queue.requeue(executionId);
  expect((await used.queue.status()).lost).toEqual([]);
  expect(await depthOf(used, job)).toMatchObject({ ready: 1 });
});

test('a run is queued again in a queue that was created anew', async () => {
  const job = newJob();
  const { executionId } = await used.queue.submitRun({ job });
  await used.queue.boss.deleteQueue(runQueue(job.name));
  const other = await openQueue({ connectionUrl: used.url, migrate: false });
  await other.requeue(executionId);
  await other.close();
  expect(await depthOf(used, job)).toMatchObject({ ready: 1 });
});

test('a run that no queue delivered is not queued again', async () => {
  await used.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
      job_name, started_at, status, target, load_mode)
    values ('nightly-1', 'p', '1', ${newJob().name}, now(), 'failed', 't', 'append')`;
  await expect(used.queue.requeue('nightly-1')).rejects.toMatchObject({
    code: 'RUN_NOT_REQUEUEABLE',
  });
});

test('dead runs are pruned by age, and no others', async () => {
  const job = newJob();
  const [old, young] = [await used.queue.submitRun({ job }), await used.queue.submitRun({ job })];
  await die(used, old, job);
  await die(used, young, job);
  await used.queue.submitRun({ job });
  await used.sql`update wdh_queue.job set created_on = created_on - interval '10 days'
    where name = ${deadQueue} and source_id = ${old.executionId}`;
  expect(await used.queue.pruneDead({ olderThanDays: 9, dryRun: true })).toBe(1);
  expect(await depthOf(used, job)).toMatchObject({ dead: 2 });
  expect(await used.queue.pruneDead({ olderThanDays: 9 })).toBe(1);
  expect(await used.queue.pruneDead({ olderThanDays: 9 })).toBe(0);
  expect(await depthOf(used, job)).toMatchObject({ dead: 1, ready: 1 });
  await expect(used.queue.requeue(young.executionId)).resolves.toBeUndefined();
  await expect(used.queue.pruneDead({ olderThanDays: -1 })).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
  });
});

test('waiting and dead runs outlive the maintenance, and done ones are deleted after a day', async () => {
  const job = newJob();
  const queue = runQueue(job.name);
  const [dead, waiting, done] = await used.queue.submit([
    { job, priority: 3 },
    { job, startAfter: new Date(Date.now() + 3_600_000) },
    { job },
  ]);
  if (dead === undefined || waiting === undefined || done === undefined) throw new Error('none');
  await die(used, dead, job);
  const [fetched] = await used.queue.boss.fetch(queue, { includeMetadata: true });
  if (fetched === undefined) throw new Error('none');
  await used.queue.boss.complete(queue, fetched);
  const daysLater = async (days: number): Promise<void> => {
    await used.sql`update wdh_queue.job set created_on = created_on - ${days} * interval '1 day',
      start_after = start_after - ${days} * interval '1 day',
      keep_until = keep_until - ${days} * interval '1 day',
      completed_on = completed_on - ${days} * interval '1 day'`;
    await used.sql`update wdh_queue.queue set maintain_on = null`;
    await used.queue.boss.supervise();
  };
  const stateOf = async (id: string): Promise<unknown> =>
    (await used.queue.boss.findJobs(queue, { id }))[0]?.state;
  expect(await stateOf(done.executionId)).toBe('completed');
  await daysLater(2);
  expect(await stateOf(done.executionId)).toBeUndefined();
  expect(await stateOf(waiting.executionId)).toBe('created');
  await daysLater(365 * 10);
  expect(await stateOf(waiting.executionId)).toBe('created');
  expect(await depthOf(used, job)).toMatchObject({ ready: 1, dead: 1 });
  await used.queue.requeue(dead.executionId);
});

test('a backlog of 20,000 runs is read before the server has statistics of it', async () => {
  const job = newJob();
  await used.queue.prepare([job]);
  await used.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, job_name,
      started_at, requested_at, status, target, load_mode)
    select gen_random_uuid(), 'p', '1', ${job.name}, now(), now(), 'queued', 't', 'append'
    from generate_series(1, 20000)`;
  const inserted = await used.sql<{ id: string }[]>`insert into wdh_queue.job (id, name)
    select execution_id::uuid, ${runQueue(job.name)} from pipeline_executions
    where job_name = ${job.name} returning id`;
  const ids = inserted.map(({ id }) => id);
  expect((await openExecutions(used.queue.pool, ids)).size).toBe(20_000);
  const { lost } = await used.queue.status();
  expect(lost.filter((run) => run.job === job.name)).toEqual([]);
  expect(await depthOf(used, job)).toMatchObject({ ready: 20_000 });
});
