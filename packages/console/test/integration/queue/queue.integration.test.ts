import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineJob, defineSchedule, defineWatch, months } from '@wdh/job';
import { openQueue, type Queue, Worker } from '@wdh/queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endedRun } from '../../support/launch/ended-run.js';
import { accepted, parts, people, tables } from '../../support/launch/launch-jobs.js';
import { useConsole } from '../../support/use-console.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-months-'));
for (const month of ['2024-01', '2024-02', '2024-03']) {
  writeFileSync(join(folder, `${month}.csv`), `id,name\n${month},Ann\n`);
}
const { source, steps, into } = {
  source: people.plan({}).source,
  steps: <Rows>(rows: Rows): Rows => rows,
  into: 'public.people',
} as const;
const monthly = defineJob({
  ...{ name: 'monthly', source, steps, into, mode: 'upsert', keys: ['id'] },
  partitions: months({ from: '2024-01' }),
  input: ({ partition }) => join(folder, `${partition}.csv`),
});
const nightly = defineSchedule({
  ...{ name: 'nightly', job: people, cron: '0 2 * * *', timezone: 'Asia/Shanghai' },
  request: { input: '/data/people.csv' },
});
const inbox = defineWatch({ job: people, folder: '/srv/secret/inbox', pattern: '*.csv' });

const project = {
  jobs: new Map([people, parts, monthly].map((job) => [job.name, job] as const)),
  schedules: new Map([[nightly.name, nightly]]),
  watches: new Map([[inbox.name, inbox]]),
  inputs: [{ folder, name: 'months', uploads: false }],
};

let queue: Queue;
const used = useConsole({ project, launch: undefined }, async (connectionUrl) => {
  queue = await openQueue({ connectionUrl, supervise: true, poolSize: 3 });
  return { queue };
});

const drain = new AbortController();
let working: Promise<void>;

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
  working = new Worker({ queue, jobs: project.jobs.values() }).run({ drain: drain.signal });
});

afterAll(async () => {
  drain.abort();
  await working;
  await queue.close();
});

const ask = async (path: string, body?: unknown) => {
  const answer = await used.ask(path, body === undefined ? {} : { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('a console with a queue', () => {
  it('submits runs, which a worker runs, once for each id', async () => {
    const executionId = randomUUID();
    const asked = { executionId, request: { params: { run: 'queued' } } };
    expect((await ask('/api/jobs/parts/runs', asked)).body['outcome']).toBe('launched');
    expect((await ask('/api/jobs/parts/runs', asked)).body['outcome']).toBe('exists');
    const run = await endedRun(used.runs, executionId);
    expect(run).toMatchObject({ status: 'success', trigger: 'console', requestedBy: 'operator' });
    const { body } = await ask('/api/queue');
    expect(body).toMatchObject({ jobs: expect.any(Array) as unknown, dead: [], lost: [] });
    const overview = await ask('/api/overview');
    expect(overview.body['queue']).toMatchObject({ ready: 0, dead: 0 });
  });

  it('cancels a run that waits in the queue', async () => {
    const executionId = randomUUID();
    const startAfter = new Date(Date.now() + 3_600_000);
    await queue.submitRun({
      job: parts,
      request: { params: { run: 'later' } },
      executionId,
      startAfter,
    });
    const { body } = await ask('/api/runs/cancel', { runs: [executionId] });
    expect(body).toEqual({ results: [{ executionId, status: 'cancelled', isRequested: true }] });
    const jobs = await used.database.query(`select from wdh_queue.job where id = $1::text::uuid`, [
      executionId,
    ]);
    expect(jobs.length).toBe(0);
  });

  it('lists schedules with their next times, pauses and resumes them, and notes who did', async () => {
    const { body } = await ask('/api/schedules');
    const [schedule] = body['schedules'] as { next: string[] }[];
    expect(schedule).toMatchObject({ name: 'nightly', job: 'people', pausedAt: null, last: null });
    expect(schedule?.next).toHaveLength(5);
    expect(schedule?.next[0]).toMatch(/T18:00:00.000Z$/);
    const paused = await ask('/api/schedules/nightly/pause', {});
    expect(paused.body).toMatchObject({
      pausedBy: 'operator',
      pausedAt: expect.any(String) as string,
    });
    const overview = await ask('/api/overview');
    expect((overview.body['next'] as object[])[0]).toMatchObject({
      schedule: 'nightly',
      isPaused: true,
    });
    expect((await ask('/api/schedules/nightly/resume', {})).body).toMatchObject({ pausedAt: null });
    const noted = await used.database.query(
      `select action, details ->> 'schedule' as schedule from public.wdh_console_audit
       where action like 'schedule.%' order by 1`,
    );
    expect([...noted]).toEqual([
      { action: 'schedule.pause', schedule: 'nightly' },
      { action: 'schedule.resume', schedule: 'nightly' },
    ]);
    expect((await ask('/api/schedules/unknown/pause', {})).status).toBe(404);
    const viewer = await used.ask('/api/schedules/nightly/pause', {
      method: 'POST',
      body: {},
      as: 'viewer',
    });
    expect(viewer.status).toBe(403);
  });

  it('lists watched folders without their paths', async () => {
    const { body } = await ask('/api/watches');
    expect(body['watches']).toEqual([
      {
        ...{ name: 'people', job: 'people', folder: 'inbox', lastSeenAt: null },
        files: { waiting: 0, loading: 0, loaded: 0, failed: 0, skipped: 0 },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('loads the missing partitions of a range, each once, and shows their grid', async () => {
    const asked = {
      key: randomUUID(),
      from: '2024-01',
      to: '2024-04',
      onlyMissing: true,
      force: false,
    };
    const { body } = await ask('/api/jobs/monthly/backfill', asked);
    expect(body).toEqual({ queued: 4, skipped: 0, problems: [] });
    const states = async () => {
      const grid = await ask('/api/jobs/monthly/partitions?to=2024-04');
      return (grid.body['items'] as { key: string; status: string }[]).map(
        ({ key, status }) => `${key} ${status}`,
      );
    };
    await expect
      .poll(states, { timeout: 60_000 })
      .toEqual(['2024-01 success', '2024-02 success', '2024-03 success', '2024-04 failed']);
    const again = await ask('/api/jobs/monthly/backfill', { ...asked, key: randomUUID() });
    expect(again.body).toEqual({ queued: 1, skipped: 3, problems: [] });
    const grid = await ask('/api/jobs/monthly/partitions?to=2024-12');
    expect(grid.body).toMatchObject({ kind: 'months', hasEarlier: false });
    expect(grid.body['items']).toHaveLength(12);
    const wrong = await ask('/api/jobs/monthly/backfill', { ...asked, from: '2023-01' });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 'PARTITION_INVALID' } } });
    expect((await ask('/api/jobs/people/partitions')).status).toBe(404);
  });

  it('keeps the input of a run that is repeated with another partition', async () => {
    const { items } = await used.runs.listRuns({ job: 'monthly', partition: '2024-01' });
    const [parent] = items.map((run) => run.executionId);
    const executionId = randomUUID();
    const asked = { executionId, request: { partition: '2024-06' }, parent, keepsInput: true };
    expect((await ask('/api/jobs/monthly/runs', asked)).body['outcome']).toBe('launched');
    const run = await endedRun(used.runs, executionId);
    expect(run.inputFilePath).toBe(join(folder, '2024-01.csv'));
  });

  it('replays rejected rows in its own process', async () => {
    writeFileSync(join(folder, 'nameless.csv'), 'id,name\nr1,Dee\nr2,\n');
    const [loaded, replayed] = [randomUUID(), randomUUID()];
    const input = { folder: 0, path: 'nameless.csv' };
    await ask('/api/jobs/people/runs', { executionId: loaded, request: {}, input });
    expect((await endedRun(used.runs, loaded)).rows).toMatchObject({ loaded: 1, rejected: 1 });
    accepted.isEmptyName = true;
    const answer = await ask(`/api/runs/${loaded}/replay`, { executionId: replayed });
    expect(answer.body['outcome']).toBe('launched');
    const run = await endedRun(used.runs, replayed);
    accepted.isEmptyName = false;
    expect(run).toMatchObject({ status: 'success', trigger: 'replay', parentExecutionId: loaded });
    const again = await ask('/api/jobs/people/runs', {
      ...{ executionId: randomUUID(), request: {}, parent: replayed, keepsInput: true },
    });
    expect(again).toMatchObject({ status: 400, body: { error: { code: 'RUN_NOT_REPEATABLE' } } });
  });
});
