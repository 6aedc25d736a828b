import { describe, expect, it } from 'vitest';
import { launchProject } from '../../support/launch/launch-jobs.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole({ project: launchProject, launch: undefined });

describe('a console without a queue', () => {
  it.each(['/api/queue', '/api/schedules', '/api/watches'])('says so at %s', async (path) => {
    const answer = await used.ask(path);
    expect(answer.status).toBe(404);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('QUEUE_NOT_USED');
    expect(error.message).toContain('start wdh worker');
  });

  it('has neither depth nor times in its overview', async () => {
    const overview: unknown = await (await used.ask('/api/overview')).json();
    expect(overview).toMatchObject({ queue: null, next: [] });
  });

  it('refuses to launch where it has no database to load into', async () => {
    const answer = await used.ask('/api/jobs/parts/runs', { method: 'POST', body: {} });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'LAUNCH_UNAVAILABLE' } });
  });
});
