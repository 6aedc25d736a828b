import { setTimeout as sleep } from 'node:timers/promises';
import { WdhError } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { behaviours, lettersJob } from '../support/letters-job.js';
import { useWorkers } from '../support/use-workers.js';

const place = useWorkers();
const letters = lettersJob();

async function submit(letter: string, behaviour: string): Promise<string> {
  const request = { input: 'letters', params: { letter, behaviour } };
  const { executionId } = await place.queue.submitRun({ job: letters, request });
  return executionId;
}

const stateOf = async (executionId: string) => {
  const [found] = await place.sql`
    select r.status, j.state, j.retry_count, j.retry_limit
    from pipeline_executions r left join wdh_queue.job j on j.id::text = r.execution_id
    where r.execution_id = ${executionId}`;
  return found;
};

/** A behaviour that waits until it is opened. */
function gate(name: string): () => void {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  behaviours.set(name, () => opened);
  return () => {
    open();
  };
}

it('lets runs end when it drains, and takes no others', async () => {
  const open = gate('drained');
  const { drain, stopped, worker } = await place.start({ jobs: [letters], concurrency: 1 });
  const running = await submit('a', 'drained');
  await expect.poll(() => stateOf(running)).toMatchObject({ status: 'running' });
  const waiting = await submit('a', 'none');
  drain.abort();
  await expect.poll(() => worker.health().state).toBe('draining');
  open();
  await stopped;
  expect(await stateOf(running)).toMatchObject({ status: 'success', state: 'completed' });
  expect(await stateOf(waiting)).toMatchObject({ status: 'queued', state: 'created' });
  expect(worker.health()).toMatchObject({ state: 'stopped', running: 0 });
  await place.start({ jobs: [letters] });
  await expect.poll(() => stateOf(waiting)).toMatchObject({ status: 'success' });
});

it('gives back what does not end in time, without using up a retry', async () => {
  const open = gate('too long');
  const first = await place.start({ jobs: [letters], drainMs: 1 });
  const executionId = await submit('b', 'too long');
  await expect.poll(() => stateOf(executionId)).toMatchObject({ status: 'running' });
  first.drain.abort();
  await first.stopped;
  expect(await stateOf(executionId)).toEqual({
    status: 'queued',
    state: 'retry',
    retry_count: 0,
    retry_limit: 4,
  });
  open();
  await place.start({ jobs: [letters] });
  await expect
    .poll(() => stateOf(executionId))
    .toMatchObject({ status: 'success', state: 'completed', retry_count: 1 });
  expect(await place.sql`select from letters where letter = 'b'`).toHaveLength(2);
});

it('counts an attempt of what does not end in time, if its process has failed', async () => {
  const open = gate('breaks its worker');
  const { drain, stopped } = await place.start({ jobs: [letters], drainMs: 1 });
  const executionId = await submit('f', 'breaks its worker');
  await expect.poll(() => stateOf(executionId)).toMatchObject({ status: 'running' });
  const category = 'internal';
  drain.abort(new WdhError('It was thrown.', { code: 'UNCAUGHT_EXCEPTION', category }));
  await stopped;
  expect(await stateOf(executionId)).toEqual({
    status: 'queued',
    state: 'retry',
    retry_count: 0,
    retry_limit: 3,
  });
  open();
});

it('stops at once on the second signal, while a run goes nowhere', async () => {
  const open = gate('stuck');
  const { drain, end, stopped } = await place.start({ jobs: [letters] });
  const executionId = await submit('c', 'stuck');
  await expect.poll(() => stateOf(executionId)).toMatchObject({ status: 'running' });
  drain.abort();
  const isStopped = stopped.then(() => true);
  expect(await Promise.race([isStopped, sleep(50, false)])).toBe(false);
  end.abort();
  await stopped;
  // Its process would end here, and the run would be delivered again.
  open();
  await expect.poll(() => stateOf(executionId)).toMatchObject({ status: 'success' });
});
