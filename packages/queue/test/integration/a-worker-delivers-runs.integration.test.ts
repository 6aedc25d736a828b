import { randomUUID } from 'node:crypto';
import { WdhError } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { behaviours, lettersJob } from '../support/letters-job.js';
import { type LoggedEvent, useWorkers } from '../support/use-workers.js';

const place = useWorkers();
const letters = lettersJob();
const others = lettersJob('others');

async function submit(
  letter: string,
  options: { job?: typeof letters; behaviour?: string; priority?: number } = {},
): Promise<string> {
  const { job = letters, behaviour, priority } = options;
  const params = { letter, ...(behaviour === undefined ? {} : { behaviour }) };
  const request = { input: 'letters', params };
  const { executionId } = await place.queue.submitRun({
    job,
    request,
    ...(priority === undefined ? {} : { priority }),
  });
  return executionId;
}

const statusOf = async (executionId: string): Promise<unknown> => {
  const [run] = await place.sql`
    select status from pipeline_executions where execution_id = ${executionId}`;
  return run?.['status'];
};

const jobOf = async (executionId: string) => {
  const [job] = await place.sql`
    select state, retry_count from wdh_queue.job where id = ${executionId}`;
  return job;
};

const countOf = async (letter: string): Promise<number> => {
  const found = await place.sql`select from letters where letter = ${letter}`;
  return found.length;
};

const settledIn = (log: readonly LoggedEvent[]): readonly unknown[] =>
  log.filter(({ event }) => event === 'worker.run.ended').map(({ context }) => context['settled']);

it('runs a submitted run once, and completes its job', async () => {
  const { log } = await place.start({ jobs: [letters] });
  const executionId = await submit('a');
  await expect.poll(() => statusOf(executionId)).toBe('success');
  expect(await countOf('a')).toBe(2);
  expect(await jobOf(executionId)).toMatchObject({ state: 'completed', retry_count: 0 });
  await expect
    .poll(() => log.find(({ event }) => event === 'worker.run.ended')?.context)
    .toMatchObject({ executionId, status: 'success', settled: 'completed', attempt: 1 });
});

it('completes no job whose rows are refused at COMMIT', async () => {
  await place.sql.unsafe(`
    create function refuse() returns trigger language plpgsql
      as $$ begin raise exception 'refused' using errcode = 'check_violation'; end $$;
    create constraint trigger refuse after insert on letters
      deferrable initially deferred for each row when (new.letter = 'refused')
      execute function refuse()`);
  await place.start({ jobs: [letters] });
  const executionId = await submit('refused');
  await expect.poll(() => jobOf(executionId)).toMatchObject({ state: 'failed', retry_count: 0 });
  expect(await statusOf(executionId)).toBe('failed');
  expect(await countOf('refused')).toBe(0);
});

it('repeats a run whose error is retryable after a pause, and keeps its id', async () => {
  let failures = 0;
  behaviours.set('fails once', () => {
    failures += 1;
    if (failures > 1) return;
    throw new WdhError('The network is down.', {
      code: 'NETWORK_DOWN',
      category: 'connection',
      isRetryable: true,
    });
  });
  const { log } = await place.start({ jobs: [letters] });
  const executionId = await submit('b', { behaviour: 'fails once' });
  await expect
    .poll(() => log.find(({ event }) => event === 'worker.run.ended')?.context)
    .toMatchObject({ status: 'failed', settled: 'retry', error: { code: 'NETWORK_DOWN' } });
  await expect.poll(() => statusOf(executionId)).toBe('success');
  expect(await jobOf(executionId)).toMatchObject({ state: 'completed', retry_count: 1 });
  expect(await countOf('b')).toBe(2);
});

it('moves a run whose error is not retryable to the dead ones at once', async () => {
  behaviours.set('is wrong', () => {
    throw new WdhError('The letter is wrong.', { code: 'LETTER_WRONG', category: 'data' });
  });
  await place.start({ jobs: [letters] });
  const executionId = await submit('c', { behaviour: 'is wrong' });
  await expect
    .poll(
      () => place.sql`select data->>'executionId' as id, source_output->>'code' as code
        from wdh_queue.job where name = 'dead' and data->>'executionId' = ${executionId}`,
    )
    .toEqual([{ id: executionId, code: 'LETTER_WRONG' }]);
  expect(await statusOf(executionId)).toBe('failed');
  expect(await jobOf(executionId)).toMatchObject({ state: 'failed', retry_count: 0 });
  expect(await countOf('c')).toBe(0);
});

it('moves a run that fails again and again to the dead ones after its retries', async () => {
  behaviours.set('is down', () => {
    throw new WdhError('Down.', { code: 'DOWN', category: 'connection', isRetryable: true });
  });
  const { log } = await place.start({ jobs: [letters] });
  const executionId = await submit('d', { behaviour: 'is down' });
  await expect
    .poll(async () => {
      // The pauses between the retries are those of pg-boss.
      await place.sql`update wdh_queue.job set start_after = now() where state = 'retry'`;
      return settledIn(log);
    })
    .toEqual(['retry', 'retry', 'retry', 'dead']);
  expect(await statusOf(executionId)).toBe('failed');
});

it('lets a run wait, however long, while another run loads its source', async () => {
  let isLocked = true;
  behaviours.set('is locked', () => {
    if (!isLocked) return;
    const problem = { code: 'SOURCE_LOCKED', category: 'locked', isRetryable: true } as const;
    throw new WdhError('Another run is loading the same source.', problem);
  });
  const { log } = await place.start({ jobs: [letters] });
  const executionId = await submit('j', { behaviour: 'is locked' });
  const hurry = () => place.sql`update wdh_queue.job set start_after = now() where state = 'retry'`;
  const expected = ['retry', 'retry', 'retry', 'given back', 'given back'];
  await expect
    .poll(async () => {
      await hurry();
      return settledIn(log).slice(0, expected.length);
    })
    .toEqual(expected);
  isLocked = false;
  await expect
    .poll(async () => {
      await hurry();
      return statusOf(executionId);
    })
    .toBe('success');
  expect(await countOf('j')).toBe(2);
});

it('lets a run wait that another one of its schedule overtook', async () => {
  const rule = { job: letters, overlap: 'skip' } as const;
  const first = await place.queue.submitRun({ ...rule, request: { params: { letter: 'k' } } });
  await place.sql`update pipeline_executions set status = 'abandoned' where execution_id = ${first.executionId}`;
  const later = {
    startAfter: new Date(Date.now() + 3_600_000),
    request: { params: { letter: 'l' } },
  };
  const second = await place.queue.submitRun({ ...rule, ...later });
  await place.sql`update wdh_queue.job set retry_limit = 0 where id = ${first.executionId}`;
  const { log } = await place.start({ jobs: [letters] });
  await expect.poll(() => settledIn(log)).toEqual(['given back']);
  await place.queue.cancel(second.executionId);
  await place.sql`update wdh_queue.job set start_after = now() where state = 'retry'`;
  await expect.poll(() => statusOf(first.executionId)).toBe('success');
  expect(await countOf('k')).toBe(2);
});

it('leaves the runs of jobs that it does not know in the queue', async () => {
  await place.queue.prepare([others]);
  const unknown = await submit('e', { job: others });
  await place.start({ jobs: [letters] });
  const known = await submit('f');
  await expect.poll(() => statusOf(known)).toBe('success');
  expect(await statusOf(unknown)).toBe('queued');
  await place.start({ jobs: [others] });
  await expect.poll(() => statusOf(unknown)).toBe('success');
});

it('runs the most urgent first over all jobs, and no more at once than its concurrency', async () => {
  const order: string[] = [];
  let [running, most] = [0, 0];
  for (const name of ['low', 'high', 'middle']) {
    behaviours.set(name, async () => {
      order.push(name);
      running += 1;
      most = Math.max(most, running);
      await new Promise((next) => setTimeout(next, 20));
      running -= 1;
    });
  }
  const runs = [
    await submit('g', { behaviour: 'low', priority: 1 }),
    await submit('g', { behaviour: 'high', priority: 3, job: others }),
    await submit('g', { behaviour: 'middle', priority: 2 }),
  ];
  await place.start({ jobs: [letters, others], concurrency: 1 });
  for (const run of runs) await expect.poll(() => statusOf(run)).toBe('success');
  expect(order).toEqual(['high', 'middle', 'low']);
  expect(most).toBe(1);
});

it('moves a job with data that is not a run to the dead ones', async () => {
  const id = randomUUID();
  await place.sql`
    insert into wdh_queue.job (id, name, data, policy, dead_letter, retry_limit, heartbeat_seconds)
    values (${id}, 'run/letters', '{}', 'singleton', 'dead', 3, 30)`;
  const { log } = await place.start({ jobs: [letters] });
  await expect.poll(() => jobOf(id)).toMatchObject({ state: 'failed' });
  await expect.poll(() => log.map(({ event }) => event)).toContain('worker.job.rejected');
});

it('records a run as failed whose request its job refuses by now', async () => {
  const executionId = await submit('i');
  await place.sql`
    update wdh_queue.job set data = jsonb_set(data, '{request,params}', '{"letter": 1}')
    where id = ${executionId}`;
  await place.start({ jobs: [letters] });
  await expect.poll(() => jobOf(executionId)).toMatchObject({ state: 'failed', retry_count: 0 });
  const [run] = await place.sql`
    select status, error_code from pipeline_executions where execution_id = ${executionId}`;
  expect(run).toEqual({ status: 'failed', error_code: 'PARAMETERS_INVALID' });
});

it('ends the run of a claim that was lost, and loads nothing', async () => {
  let open = (): void => undefined;
  behaviours.set('waits', () => new Promise<void>((resolve) => (open = resolve)));
  const executionId = await submit('h', { behaviour: 'waits' });
  // The claim is checked six times in this time.
  await place.sql`update wdh_queue.job set heartbeat_seconds = 1 where id = ${executionId}`;
  const { log } = await place.start({ jobs: [letters] });
  await expect.poll(() => statusOf(executionId)).toBe('running');
  await place.sql`delete from wdh_queue.job where id = ${executionId}`;
  await expect
    .poll(() => log.find(({ event }) => event === 'worker.run.ended')?.context)
    .toMatchObject({ settled: 'lost', error: { code: 'CLAIM_LOST' } });
  open();
  expect(await countOf('h')).toBe(0);
});
