import type { QueueStatus } from '@wdh/queue';
import { expect, it } from 'vitest';
import { showText } from '../../../terminal/show-text.js';
import { formatQueue } from './format-queue.js';

const now = new Date('2026-01-31T12:00:00Z');
const before = (seconds: number): Date => new Date(now.getTime() - 1_000 * seconds);
const empty: QueueStatus = { jobs: [], running: [], dead: [], lost: [], workers: [] };
const idle = {
  ...{ ready: 0, oldestReadyAt: null, delayed: 0, retrying: 0, nextAt: null, running: 0, dead: 0 },
};

it('an empty queue says how to use it', () => {
  expect(formatQueue({ ...empty, jobs: [{ job: 'people', ...idle }] }, 80, now)).toBe(
    `The queue is empty.
  wdh submit JOB --input FILE   puts a run into it
  wdh worker                    takes runs from it, on any machine`,
  );
});

it('shows depth, runs and workers, and what to do about dead ones', () => {
  const status: QueueStatus = {
    jobs: [
      { job: 'orders', ...idle, ready: 1_200, oldestReadyAt: before(65), running: 1 },
      { job: 'people', ...idle, retrying: 1, nextAt: before(-8), dead: 1 },
    ],
    running: [
      {
        ...{ executionId: 'a1', job: 'orders', since: before(130), seenAt: before(3) },
        ...{ host: 'one', processId: 42, retries: 0 },
      },
    ],
    dead: [
      {
        ...{ executionId: 'b2', job: 'people', diedAt: before(60) },
        ...{
          errorCode: 'FILE_NOT_FOUND',
          errorMessage: '[FILE_NOT_FOUND] There is no a\u001B.csv',
        },
      },
    ],
    lost: [{ executionId: 'c3', job: 'people', requestedAt: before(0) }],
    workers: [{ host: 'one', processId: 42, startedAt: before(900), seenAt: before(1) }],
  };
  expect(showText(formatQueue(status, 100, now)))
    .toBe(`job     ready  oldest  later  again  next in  running  dead
orders  1,200  1m 05s                               1
people                            1     8.0s              1

running  job        for      seen  process
a1       orders  2m 10s  3.0s ago  42 on one

Dead: no worker tries them again
  b2  people  2026-01-31 11:59:00Z
    [FILE_NOT_FOUND] There is no a\\u001b.csv
See one with wdh show b2, correct the cause, then wdh requeue b2, or --all-dead.

Lost: recorded as queued, but not in the queue. Put them back with wdh requeue RUN
  c3  people  2026-01-31 12:00:00Z

1 worker: 42 on one`);
});

it('says how many runs are dead beyond those that it lists', () => {
  const dead = Array.from({ length: 100 }, (_, at) => ({
    ...{ executionId: `d${at}`, job: 'people', diedAt: before(at) },
    ...{ errorCode: 'FILE_NOT_FOUND', errorMessage: null },
  }));
  const jobs = [
    { job: 'orders', ...idle, dead: 200 },
    { job: 'people', ...idle, dead: 300 },
  ];
  const shown = formatQueue({ ...empty, jobs, dead }, 100, now);
  expect(shown).toContain('\n  d9  people');
  expect(shown).not.toContain('\n  d10  people');
  expect(shown).toContain('  and 490 more: wdh runs --status failed\n');
});
