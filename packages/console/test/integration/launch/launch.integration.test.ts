import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { endedRun, runWhen } from '../../support/launch/ended-run.js';
import { accepted, launchProject, tables } from '../../support/launch/launch-jobs.js';
import { launchingIn } from '../../support/launch/launching.js';
import { useConsole } from '../../support/use-console.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-inputs-'));
mkdirSync(join(folder, 'in'));
const input = { folder: 0, path: 'people.csv' };
writeFileSync(join(folder, 'in', 'people.csv'), 'id,name\n1,Ann\n2,\n3,Cy\n');

const used = useConsole({
  project: {
    ...launchProject,
    inputs: [{ folder: join(folder, 'in'), name: 'in', uploads: false }],
  },
});

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
});

const { post, launch } = launchingIn(used);

describe('launching a job from the page', () => {
  it('records the run with its visitor, runs it in this process, and counts its rows', async () => {
    const { status, body } = await launch('people', { input, request: { params: { team: 'b' } } });
    expect([status, body['outcome']]).toEqual([200, 'launched']);
    const run = await endedRun(used.runs, String(body['executionId']));
    expect(run).toMatchObject({
      status: 'success',
      jobName: 'people',
      trigger: 'console',
      requestedBy: 'operator',
      inputFilePath: join(folder, 'in', 'people.csv'),
      rows: { read: 3, loaded: 2, rejected: 1 },
      request: { params: { team: 'b' }, mode: 'upsert' },
    });
  });

  it('starts one run for one id, however often it is sent', async () => {
    const asked = { executionId: randomUUID(), request: { params: { run: 'once' } } };
    const answers = await Promise.all([1, 2, 3].map(() => post('/api/jobs/parts/runs', asked)));
    const outcomes = answers.map(({ body }) => body['outcome']);
    expect(outcomes.toSorted()).toEqual(['exists', 'exists', 'launched']);
    await endedRun(used.runs, asked.executionId);
    expect((await post('/api/jobs/parts/runs', asked)).body['outcome']).toBe('exists');
    const rows = await used.database.query(`select from public.parts where run = 'once'`);
    expect(rows.length).toBe(3);
  });

  it('runs two at the same time, and the others in their order', async () => {
    const gate = join(folder, 'gate');
    const ids: string[] = [];
    for (const run of ['g1', 'g2', 'g3']) {
      const { body } = await launch('parts', { request: { params: { run, gate } } });
      ids.push(String(body['executionId']));
    }
    const [first = '', second = '', third = ''] = ids;
    await runWhen(used.runs, first, ['running']);
    await runWhen(used.runs, second, ['running']);
    expect((await used.runs.getRun(third))?.status).toBe('queued');
    writeFileSync(gate, '');
    for (const id of ids) expect((await endedRun(used.runs, id)).status).toBe('success');
  });

  it('names what is wrong by the fields of the form, and records nothing', async () => {
    const wrong = await launch('people', {
      request: { params: { team: 'far too long', taem: 'b' } },
      input,
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'PARAMETERS_INVALID',
          fields: { 'params.team': 'must be short', 'params.taem': 'is not known' },
        },
      },
    });
    const mode = await launch('people', {
      request: { mode: 'merge', partition: '2026-01' },
      input,
    });
    const { fields } = mode.body['error'] as { fields: Record<string, string> };
    expect(Object.keys(fields).toSorted()).toEqual(['request.mode', 'request.partition']);
    const secret = await launch('people', { request: { params: { apiToken: 'canary' } }, input });
    expect(secret.body).toMatchObject({ error: { code: 'REQUEST_HAS_SECRET' } });
    expect(JSON.stringify(secret.body)).not.toContain('canary');
  });

  it('takes no path: an input is chosen below a folder', async () => {
    const named = await launch('people', { request: { input: '/etc/passwd' } });
    expect(named).toMatchObject({
      status: 400,
      body: { error: { fields: { 'request.input': expect.any(String) as string } } },
    });
    const outside = await launch('people', { input: { folder: 0, path: '../gate' } });
    expect(outside).toMatchObject({ status: 400, body: { error: { code: 'INPUT_INVALID' } } });
    const absent = await launch('people', { input: { folder: 0, path: 'absent.csv' } });
    expect(absent).toMatchObject({ status: 404, body: { error: { code: 'INPUT_NOT_FOUND' } } });
    const needed = await launch('people', {});
    expect(needed).toMatchObject({ status: 400, body: { error: { code: 'REQUEST_INVALID' } } });
    expect((await launch('unknown', {})).status).toBe(404);
    const viewer = await used.ask('/api/jobs/people/runs', {
      method: 'POST',
      body: {},
      as: 'viewer',
    });
    expect(viewer.status).toBe(403);
  });

  it('re-runs several runs once for each key, and says which it cannot', async () => {
    const { body } = await launch('parts', { request: { params: { run: 'again' } } });
    const first = String(body['executionId']);
    await endedRun(used.runs, first);
    const asked = { runs: [first, 'exec_unknown'], key: randomUUID() };
    const { body: done } = await post('/api/runs/rerun', asked);
    const results = done['results'] as { executionId: string; outcome: string; reason: string }[];
    expect(results.map(({ outcome }) => outcome)).toEqual(['launched', 'refused']);
    expect(results[1]?.reason).toContain('There is no run with this id');
    const rerun = await endedRun(used.runs, results[0]?.executionId ?? '');
    expect(rerun).toMatchObject({ status: 'success', trigger: 'rerun', parentExecutionId: first });
    const twice = (await post('/api/runs/rerun', asked)).body['results'] as typeof results;
    expect(twice[0]).toMatchObject({ outcome: 'exists', executionId: results[0]?.executionId });
    const rows = await used.database.query(`select from public.parts where run = 'again'`);
    expect(rows.length).toBe(6);
  });

  it('re-runs with changes, with the input of the run, and rehearses it', async () => {
    const { body } = await launch('people', { input });
    const first = String(body['executionId']);
    await endedRun(used.runs, first);
    const changed = await launch('people', {
      request: { dryRun: true, force: true, params: { team: 'c' } },
      parent: first,
      keepsInput: true,
    });
    const run = await endedRun(used.runs, String(changed.body['executionId']));
    expect(run).toMatchObject({ status: 'rehearsed', trigger: 'rerun', parentExecutionId: first });
    const key = randomUUID();
    const dry = await post('/api/runs/rerun', { runs: [first], key, dryRun: true });
    const [result] = dry.body['results'] as { executionId: string }[];
    // Although its content is loaded.
    expect(await endedRun(used.runs, result?.executionId ?? '')).toMatchObject({
      ...{ status: 'rehearsed', request: { dryRun: true, force: true } },
      rows: { read: 3 },
    });
  });

  it('replays the rejected rows of a run', async () => {
    writeFileSync(join(folder, 'in', 'nameless.csv'), 'id,name\n8,Dee\n9,\n');
    const { body } = await launch('people', { input: { folder: 0, path: 'nameless.csv' } });
    const first = await endedRun(used.runs, String(body['executionId']));
    expect(first.rows).toMatchObject({ loaded: 1, rejected: 1 });
    accepted.isEmptyName = true;
    const executionId = randomUUID();
    const replayed = await post(`/api/runs/${first.executionId}/replay`, { executionId });
    expect(replayed.body).toEqual({ executionId, outcome: 'launched', reason: null });
    const run = await endedRun(used.runs, executionId);
    accepted.isEmptyName = false;
    expect(run).toMatchObject({
      status: 'success',
      trigger: 'replay',
      parentExecutionId: first.executionId,
      rows: { read: 1, loaded: 1 },
    });
    const again = await post(`/api/runs/${first.executionId}/replay`, {
      executionId: randomUUID(),
    });
    expect(again).toMatchObject({ status: 400, body: { error: { code: 'REPLAY_REFUSED' } } });
  });

  it('cancels a run that runs and one that waits, and leaves one that has ended', async () => {
    const gate = join(folder, 'never');
    const ids: string[] = [];
    for (const run of ['c1', 'c2', 'c3']) {
      const { body } = await launch('parts', { request: { params: { run, gate } } });
      ids.push(String(body['executionId']));
    }
    const ended = String(
      (await used.runs.listRuns({ statuses: ['success'] })).items[0]?.executionId,
    );
    for (const id of ids.slice(0, 2)) await runWhen(used.runs, id, ['running']);
    const { body } = await post('/api/runs/cancel', { runs: [...ids, ended, 'exec_unknown'] });
    const results = body['results'] as { status: string; isRequested: boolean }[];
    expect(results.map(({ status, isRequested }) => [status, isRequested])).toEqual([
      ['running', true],
      ['running', true],
      ['cancelled', true],
      ['success', false],
      [null, false],
    ]);
    for (const id of ids) expect((await endedRun(used.runs, id)).status).toBe('cancelled');
    const rows = await used.database.query(`select from public.parts where run like 'c_'`);
    expect(rows.length).toBe(0);
  });
});
