import { runJob } from '@wdh/job';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatedJob, lettersTable } from '../../support/live/gated-job.js';
import { useLive } from '../../support/live/use-live.js';

const used = useLive();

beforeAll(async () => {
  await used.database.query(lettersTable);
});

describe('the stream of a run', () => {
  it('sends its state and lines while it runs, and ends after its last line', async () => {
    const { job, begun, release } = gatedJob('watched');
    const executionId = 'run_watched';
    const running = runJob(job, {}, { connectionUrl: used.url, executionId, migrate: false });
    await begun;
    const stream = await used.listenToRun(executionId);
    const states = () => stream.all('run').map(({ run }) => run.status);
    await stream.until(() => states().includes('running'), 'the running state');
    release();
    await running;
    await stream.until(() => stream.hasEnded, 'its end');
    expect(states().at(-1)).toBe('success');
    expect(stream.received.at(-1)?.event).toBe('end');
    const { items } = await used.runs.eventsOf(executionId);
    expect(stream.all('events').flat()).toEqual(JSON.parse(JSON.stringify(items)));
  });
});
