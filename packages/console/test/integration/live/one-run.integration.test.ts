import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csv, defineJob, type Job, runJob } from '@wdh/job';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRun } from '../../../src/wire/runs.js';
import { lettersTable } from '../../support/live/gated-job.js';
import { people, peopleTable } from '../../support/rejects/people-job.js';
import { useConsole } from '../../support/use-console.js';

const lettersJob = (name: string, severity: 'warn' | 'error') =>
  defineJob({
    name,
    source: csv({ columns: ['letter'] }),
    into: 'public.letters',
    steps: (letter) => letter,
    checks: [
      { name: 'has a', sql: `select where not exists (select from letters)`, severity: 'error' },
      { name: 'no b', sql: `select from letters where letter = 'b'`, severity },
    ],
  });

const letters = lettersJob('letters', 'warn');
const failing = lettersJob('failing', 'error');

const used = useConsole({
  project: {
    jobs: new Map<string, Job>([['letters', letters]]),
    ...{ schedules: new Map(), watches: new Map(), inputs: [] },
  },
});

const read = async (run: string): Promise<WireRun> => {
  const answer = await used.ask(`/api/runs/${run}`, { as: 'viewer' });
  return (await answer.json()) as WireRun;
};

const folder = await mkdtemp(join(tmpdir(), 'wdh-console-'));

afterAll(() => rm(folder, { recursive: true }));

beforeAll(async () => {
  await used.database.query(lettersTable);
  await used.database.query(peopleTable);
  const input = join(folder, 'letters.csv');
  await writeFile(input, 'letter\na\nb\n');
  for (const [executionId, job] of [
    ['run_first', letters],
    ['run_again', letters],
    ['run_failing', failing],
    ['run_people', people],
  ] as const) {
    await runJob(job, job === people ? {} : { input }, {
      connectionUrl: used.url,
      executionId,
      migrate: false,
    });
  }
});

describe('GET /api/runs/:run', () => {
  it('returns a run with its steps and checks, as values of JSON', async () => {
    const { run, steps, checks, isRepeatable, openRejects } = await read('run_first');
    expect(run).toMatchObject({ status: 'success', jobName: 'letters', rows: { read: 2 } });
    expect(new Date(run.startedAt).toJSON()).toBe(run.startedAt);
    expect(steps.map(({ stepName }) => stepName)).toEqual(['source', 'load', 'has a', 'no b']);
    expect(checks).toEqual([
      { name: 'has a', hasPassed: true, found: 0, severity: null },
      { name: 'no b', hasPassed: false, found: 1, severity: 'warn' },
    ]);
    expect([isRepeatable, openRejects]).toEqual([true, null]);
  });

  it('returns the check that ended a run', async () => {
    const { run, checks, isRepeatable } = await read('run_failing');
    expect(run).toMatchObject({ status: 'failed', errorCode: 'CHECK_FAILED' });
    expect(checks.at(-1)).toEqual({ name: 'no b', hasPassed: false, found: 2, severity: 'error' });
    expect(isRepeatable).toBe(false);
  });

  it('names the run because of which one was skipped', async () => {
    const { run, skippedFor } = await read('run_again');
    expect(run.status).toBe('skipped');
    expect(skippedFor?.executionId).toBe('run_first');
    expect((await read('run_first')).skippedFor).toBeNull();
  });

  it('counts the rejected rows that are not repaired', async () => {
    expect((await read('run_people')).openRejects).toBe(4);
  });

  it.each([
    ['an unknown id', 'run_missing'],
    ['a long id', 'x'.repeat(500)],
    ['a NUL', '%00'],
  ])('answers 404 or 400 for %s', async (_, run) => {
    const answer = await used.ask(`/api/runs/${run}`, { as: 'viewer' });
    expect([400, 404]).toContain(answer.status);
    expect(await answer.json()).toHaveProperty('error.code');
  });
});
