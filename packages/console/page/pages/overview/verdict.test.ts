import { describe, expect, it } from 'vitest';
import type { WireOverview } from '../../../src/wire/overview.js';
import { judge } from './verdict.js';

const quiet: WireOverview = {
  running: [],
  queued: [],
  open: { running: 0, queued: 0 },
  sinceYesterday: '2026-11-29T00:00:00.000Z',
  failed: [],
  ended: {},
  days: [{ day: '2026-11-30', loaded: 0, rejected: 0, succeeded: 0, failed: 0 }],
  next: [],
  queue: null,
};
const queue = { ready: 0, delayed: 0, running: 0, dead: 0, workers: 1 };

describe('judge', () => {
  it('says that nothing has run', () => {
    expect(judge(quiet)).toMatchObject({ kind: 'empty', title: 'Nothing has run yet' });
  });

  it('says that everything is all right, also on a day without runs', () => {
    const days = [{ day: '2026-11-01', loaded: 9, rejected: 0, succeeded: 1, failed: 0 }];
    expect(judge({ ...quiet, days })).toMatchObject({ kind: 'success' });
    expect(judge({ ...quiet, ended: { success: 1_200 } })).toEqual({
      kind: 'success',
      title: 'Everything is all right',
      detail: '1,200 runs ended since yesterday, and none failed. Running now: 0. Waiting: 0.',
    });
  });

  it('counts failed and abandoned runs, and names their jobs once', () => {
    const run = (jobName: string | null): WireOverview['failed'][number] =>
      ({ jobName, pipelineName: 'pipeline' }) as WireOverview['failed'][number];
    const failed = [run('a'), run('a'), run('b'), run(null), run('d')];
    const verdict = judge({ ...quiet, failed, ended: { failed: 4, abandoned: 1, success: 3 } });
    expect(verdict.title).toBe('5 runs failed since yesterday');
    expect(verdict.detail).toContain('a, b, pipeline and 1 more.');
  });

  it('puts a queue without a worker first', () => {
    const verdict = judge({
      ...quiet,
      ended: { failed: 1 },
      queue: { ...queue, ready: 1, workers: 0 },
    });
    expect(verdict.title).toBe('1 run in the queue, and no worker is there');
  });

  it('warns of runs that failed too often', () => {
    expect(judge({ ...quiet, queue: { ...queue, dead: 2 } })).toMatchObject({ kind: 'warning' });
  });
});
