import { runJob } from '@wdh/job';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatedJob, lettersTable } from '../../support/live/gated-job.js';
import { useLive } from '../../support/live/use-live.js';
import { recordRun } from '../../support/record-run.js';

const used = useLive();

beforeAll(async () => {
  await used.database.query(lettersTable);
});

/** Starts a run that waits after its first row. */
async function startRun(executionId: string) {
  const { job, begun, release } = gatedJob(executionId);
  const ended = runJob(job, {}, { connectionUrl: used.url, executionId, migrate: false });
  await Promise.race([begun, ended]);
  return { ended, release };
}

describe('the stream of a run', () => {
  it('sends its state and lines while it runs, and ends after its last line', async () => {
    const { ended, release } = await startRun('run_watched');
    const stream = await used.listenToRun('run_watched');
    const states = () => stream.all('run').map(({ run }) => run.status);
    await stream.until(() => states().includes('running'), 'the running state');
    release();
    await ended;
    await stream.until(() => stream.hasEnded, 'its end');
    expect(states().at(-1)).toBe('success');
    expect(stream.received.at(-1)?.event).toBe('end');
    const { items } = await used.runs.eventsOf('run_watched');
    expect(stream.all('events').flat()).toEqual(JSON.parse(JSON.stringify(items)));
  });

  it('sends a run that waits, and its request to end', async () => {
    await recordRun(used.database, 'run_waiting', { status: 'queued', job_name: 'letters' });
    const stream = await used.listenToRun('run_waiting');
    await stream.until(() => stream.all('run').length === 1, 'the queued state');
    await used.runs.requestCancel('run_waiting');
    await stream.until(() => stream.all('end').length === 1, 'its end');
    const statuses = stream.all('run').map(({ run }) => run.status);
    expect([statuses[0], statuses.at(-1)]).toEqual(['queued', 'cancelled']);
  });

  it('sends the runs that repeat it, when they begin', async () => {
    await recordRun(used.database, 'run_parent', { status: 'queued' });
    const stream = await used.listenToRun('run_parent');
    await stream.until(() => stream.all('run').length === 1, 'its state');
    await recordRun(used.database, 'run_child', { parent_execution_id: 'run_parent' });
    await stream.until(() => stream.all('run').length === 2, 'its child');
    expect(stream.all('run')[1]?.run.children).toMatchObject([{ executionId: 'run_child' }]);
  });

  it('answers 404 for a run that does not exist', async () => {
    const answer = await used.ask('/api/runs/run_missing/stream');
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { error: expect.objectContaining({ code: 'RUN_NOT_FOUND' }) as unknown },
    ]);
  });
});

describe('the stream of all runs', () => {
  it('sends the runs that are open, then each change', async () => {
    const { ended, release } = await startRun('run_listed');
    const stream = await used.listenToRuns();
    const statusesOf = (id: string) =>
      stream
        .all('runs')
        .flat()
        .filter(({ executionId }) => executionId === id)
        .map(({ status }) => status);
    await stream.until(() => statusesOf('run_listed').length > 0, 'the open run');
    expect(statusesOf('run_listed')).toEqual(['running']);
    release();
    await ended;
    await stream.until(() => statusesOf('run_listed').includes('success'), 'its end');
    const again = await startRun('run_listed_later');
    await stream.until(() => statusesOf('run_listed_later').length > 0, 'a new run');
    again.release();
    await again.ended;
    expect(stream.all('stale')).toEqual([]);
  });

  it('sends the end of a run although the clock of the server went back meanwhile', async () => {
    await recordRun(used.database, 'run_clock', { status: 'running' });
    const stream = await used.listenToRuns();
    const statuses = () =>
      stream
        .all('runs')
        .flat()
        .filter(({ executionId }) => executionId === 'run_clock')
        .map(({ status }) => status);
    await stream.until(() => statuses().length === 1, 'the open run');
    await used.database.query(
      `update public.pipeline_executions
       set status = 'success', completed_at = now() - interval '2 hours'
       where execution_id = 'run_clock'`,
    );
    await stream.until(() => statuses().length === 2, 'its end');
    expect(statuses()).toEqual(['running', 'success']);
  });

  it('says that a list is stale after a reconnection, and when too much has changed', async () => {
    const stream = await used.listenToRuns({ lastEventId: '7' });
    await stream.until(() => stream.all('stale').length === 1, 'that it is stale');
    await used.database.query(
      `insert into public.pipeline_executions
         (execution_id, pipeline_name, pipeline_version, started_at, status, target, load_mode)
       select 'run_many_' || n, 'many', '1', now(), 'queued', 'public.many', 'append'
       from generate_series(1, 101) as n`,
    );
    await stream.until(() => stream.all('stale').length === 2, 'that it is stale again');
    expect(
      stream
        .all('runs')
        .flat()
        .map(({ pipelineName }) => pipelineName),
    ).not.toContain('many');
  });
});
