import { randomUUID } from 'node:crypto';
import { defineJob, rows } from '@wdh/job';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { endedRun } from '../../support/launch/ended-run.js';
import { launchProject, parts, tables } from '../../support/launch/launch-jobs.js';
import { launchingIn } from '../../support/launch/launching.js';
import { recordRun } from '../../support/record-run.js';
import { useConsole } from '../../support/use-console.js';

/** A job with a fault of its own: its steps cannot be made. */
const broken = defineJob({
  name: 'broken',
  source: rows('broken', () => [{ run: 'broken', part: 1 }]),
  steps: () => {
    throw new TypeError('The steps are wrong.');
  },
  into: 'public.parts',
});

const logger = createRecordingLogger();
const jobs = new Map([parts, broken].map((job) => [job.name, job] as const));
const used = useConsole({ project: { ...launchProject, jobs }, logger });

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
});

const { post, launch } = launchingIn(used);

const nested = (levels: number): unknown =>
  JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

const refused = (message: RegExp) => ({
  status: 400,
  body: {
    error: {
      code: 'BODY_INVALID',
      message: expect.stringMatching(message) as unknown,
    },
  },
});

describe('a request that no page sends', () => {
  it('is refused for values that are nested too deep, and not for brackets in texts', async () => {
    const deep = await launch('parts', { request: { params: { run: nested(1_000) } } });
    expect(deep).toMatchObject(refused(/more than 100 levels/));
    const run = `"${'[{'.repeat(200)}\\`;
    expect((await launch('parts', { request: { params: { run } } })).status).toBe(200);
  });

  it('is refused without a body', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await used.ask('/api/runs/cancel', { method: 'POST', headers });
    const asked = { status: answer.status, body: (await answer.json()) as unknown };
    expect(asked).toMatchObject(refused(/is empty: send JSON/));
  });

  it('is refused with the names of the fields that are missing', async () => {
    expect(await post('/api/runs/rerun', {})).toMatchObject({
      status: 400,
      body: { error: { fields: { runs: 'is missing', key: 'is missing' } } },
    });
    expect(await post('/api/runs/rerun', null)).toMatchObject(refused(/body must be an object/));
  });

  it.each(['a\0b', 'a\ud800', 'a\nb', ''])('is refused for the id %j', async (id) => {
    for (const path of ['/api/runs/cancel', '/api/runs/rerun']) {
      const asked = { runs: [id], ...(path.endsWith('rerun') ? { key: randomUUID() } : {}) };
      expect(await post(path, asked)).toMatchObject(refused(/must be the id of a run/));
    }
  });

  it('names a wrong request in one sentence', async () => {
    const { body } = await launch('parts', { request: { modus: 'append' } });
    expect(body).toMatchObject({
      error: { message: 'The request of job parts is invalid: request.modus: is not known.' },
    });
  });
});

describe('the id of a run', () => {
  it('starts nothing for another job, and does not pass off the run that has it', async () => {
    const executionId = randomUUID();
    const request = { params: { run: 'taken' } };
    await post(`/api/jobs/${parts.name}/runs`, { executionId, request });
    await endedRun(used.runs, executionId);
    const other = await post('/api/jobs/broken/runs', { executionId, request: {} });
    expect(other.body).toMatchObject({ outcome: 'refused' });
    expect(other.body['reason']).toMatch(/is another one/);
  });
});

it('ends by a cancel no other run whose process has lost its connection', async () => {
  const running = { status: 'running', job_name: 'parts' };
  await recordRun(used.database, 'run_asked', running);
  await recordRun(used.database, 'run_other', running);
  await post('/api/runs/cancel', { runs: ['run_asked'] });
  expect((await used.runs.getRun('run_asked'))?.status).toBe('abandoned');
  expect((await used.runs.getRun('run_other'))?.status).toBe('running');
});

it('logs why a run could not be started', async () => {
  const { body } = await launch('broken', {});
  const run = await endedRun(used.runs, String(body['executionId']));
  expect(run).toMatchObject({ status: 'failed', errorCode: 'INTERNAL' });
  const logged = logger.events.find(({ event }) => event === 'console.launch.failed');
  expect(logged).toMatchObject({
    level: 'error',
    context: { executionId: run.executionId, error: { name: 'TypeError' } },
  });
});
