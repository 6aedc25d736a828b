import { expect, it } from 'vitest';
import { behaviours, lettersJob } from '../support/letters-job.js';
import { useWorkers } from '../support/use-workers.js';

const place = useWorkers();
const letters = lettersJob();

async function submit(letter: string, behaviour = 'none'): Promise<string> {
  const request = { input: 'letters', params: { letter, behaviour } };
  const { executionId } = await place.queue.submitRun({ job: letters, request });
  return executionId;
}

const statusOf = async (executionId: string): Promise<unknown> => {
  const [run] = await place.sql`
    select status from pipeline_executions where execution_id = ${executionId}`;
  return run?.['status'];
};

/** Ends all sessions of the database but that of the test. */
const endSessions = () => place.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and application_name like 'wdh%'`;

it('continues when all its connections are ended, also with a run', async () => {
  let starts = 0;
  behaviours.set('is cut', async () => {
    starts += 1;
    if (starts === 1) await endSessions();
  });
  const { worker } = await place.start({ jobs: [letters] });
  const executionId = await submit('a', 'is cut');
  await expect.poll(() => statusOf(executionId)).toBe('success');
  expect(await place.sql`select from letters where letter = 'a'`).toHaveLength(2);
  const later = await submit('b');
  await expect.poll(() => statusOf(later)).toBe('success');
  expect(worker.health().isHealthy).toBe(true);
  expect(starts).toBe(2);
});

it('hands out the runs of a worker that is gone within a second of its missed heartbeat', async () => {
  const executionId = await submit('c');
  await place.sql`
    update wdh_queue.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '1 hour'
    where id = ${executionId}`;
  const { log } = await place.start({ jobs: [letters] });
  await expect.poll(() => statusOf(executionId)).toBe('success');
  expect(log.map(({ event }) => event)).toContain('worker.orphans.found');
  const [job] = await place.sql`
    select state, retry_count from wdh_queue.job where id = ${executionId}`;
  expect(job).toEqual({ state: 'completed', retry_count: 1 });
});

it('records a run as failed when its last worker is gone, and tries it no more', async () => {
  const executionId = await submit('d');
  await place.sql`
    update wdh_queue.job set state = 'active', started_on = now(), retry_count = retry_limit,
      heartbeat_on = now() - interval '1 hour'
    where id = ${executionId}`;
  await place.sql`
    update pipeline_executions set status = 'running' where execution_id = ${executionId}`;
  const { log } = await place.start({ jobs: [letters] });
  await expect.poll(() => statusOf(executionId)).toBe('failed');
  const [run] = await place.sql`
    select error_code from pipeline_executions where execution_id = ${executionId}`;
  expect(run).toEqual({ error_code: 'WORKERS_LOST' });
  expect(log).toContainEqual({ event: 'worker.run.died', context: { executionId } });
});
