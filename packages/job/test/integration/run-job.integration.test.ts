import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations, openRuns } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { expect, it } from 'vitest';
import { runJob, type RunProgress } from '../../src/index.js';
import { testJob } from '../../src/testing/index.js';
import { people } from '../support/people.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();

async function write(name: string, text: string): Promise<string> {
  const path = join(place.folder, name);
  await writeFile(path, text);
  return path;
}

it.each([
  ['is missing', 'absent.csv', 'FILE_NOT_FOUND'],
  ['has a wrong header', 'header.csv', 'CSV_HEADER_INVALID'],
])(
  'migrates nothing for an input that %s, and reports the problem of the input',
  async (_what, name, code) => {
    await write('header.csv', 'id,nickname\n1,Ada\n');
    const outcome = await runJob(
      people,
      { input: join(place.folder, name) },
      { connectionUrl: place.connectionUrl },
    );
    expect(outcome).toMatchObject({ status: 'failed', attempts: 0, source: null, error: { code } });
    expect(
      await place.sql`select from pg_class where relnamespace = 'public'::regnamespace`,
    ).toEqual([]);
  },
);

it('records a run whose input has a wrong header as failed, where the audit tables exist', async () => {
  await migrateUp({ connectionUrl: place.connectionUrl, folders: [auditMigrations] });
  const input = await write('header.csv', 'id,nickname\n1,Ada\n');
  const outcome = await runJob(people, { input }, { connectionUrl: place.connectionUrl });
  expect(await place.sql`select execution_id, status, error_code from pipeline_executions`).toEqual(
    [{ execution_id: outcome.executionId, status: 'failed', error_code: 'CSV_HEADER_INVALID' }],
  );
  expect(await place.sql`select to_regclass('public.people') as people`).toEqual([
    { people: null },
  ]);
});

it('applies the migrations, loads the file, and records the request of the run', async () => {
  const input = await write('in.csv', 'id,name\n1,Ada\n2,Bob\n3,-\n');
  const outcome = await runJob(
    people,
    { input, errorThreshold: 0.5, params: { note: 'new' } },
    { connectionUrl: place.connectionUrl, requestedBy: 'a test', trigger: 'schedule' },
  );
  expect(outcome).toMatchObject({
    jobName: 'people',
    status: 'success',
    target: 'public.people',
    mode: 'upsert',
    rows: { read: 3, inserted: 2, rejected: 1 },
    input,
    source: { sizeBytes: 24 },
    error: null,
  });
  expect(await place.sql`select id, name, note from people order by id`).toEqual([
    { id: 1, name: 'Ada', note: 'new' },
    { id: 2, name: 'Bob', note: 'new' },
  ]);
  const runs = openRuns({ connectionUrl: place.connectionUrl });
  const run = await runs.getRun(outcome.executionId);
  await runs.close();
  expect(run).toMatchObject({
    jobName: 'people',
    trigger: 'schedule',
    requestedBy: 'a test',
    status: 'success',
    request: {
      version: 1,
      input,
      mode: 'upsert',
      onBadRow: 'collect',
      errorThreshold: 0.5,
      params: { note: 'new' },
    },
  });
});

it('skips content that is loaded, and loads it again when it is forced', async () => {
  const input = await write('again.csv', 'id,name\n1,Ada\n');
  const first = await runJob(people, { input }, { connectionUrl: place.connectionUrl });
  const second = await runJob(people, { input }, { connectionUrl: place.connectionUrl });
  expect(second).toMatchObject({
    status: 'skipped',
    previousExecutionId: first.executionId,
    previousRun: {
      executionId: first.executionId,
      rowsRejected: first.rows.rejected,
      rowsOpen: first.rows.rejected,
      completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    },
    rows: { read: 0 },
  });
  const third = await runJob(
    people,
    { input, force: true },
    { connectionUrl: place.connectionUrl },
  );
  expect(third).toMatchObject({ status: 'success', rows: { read: 1, unchanged: 1 } });
});

it('returns a failed run as an outcome, with its reason, and records it', async () => {
  const there = await write('there.csv', 'id,name\n1,Ada\n');
  await runJob(people, { input: there }, { connectionUrl: place.connectionUrl });
  const input = join(place.folder, 'missing.csv');
  const outcome = await runJob(people, { input }, { connectionUrl: place.connectionUrl });
  expect(outcome).toMatchObject({
    status: 'failed',
    attempts: 0,
    source: null,
    error: { code: 'FILE_NOT_FOUND', category: 'file' },
  });
  const [row] = await place.sql`
    select status, error_code from pipeline_executions
    where execution_id = ${outcome.executionId}`;
  expect(row).toEqual({ status: 'failed', error_code: 'FILE_NOT_FOUND' });
});

it('counts the rows that were read and rejected by a run that fails for them', async () => {
  const input = await write('bad.csv', 'id,name\n1,Ada\nx,Bob\n');
  const outcome = await runJob(
    people,
    { input, errorThreshold: 0 },
    { connectionUrl: place.connectionUrl },
  );
  expect(outcome).toMatchObject({
    status: 'failed',
    rows: { read: 2, rejected: 1, inserted: 0 },
    error: { category: 'data' },
  });
  expect(await place.sql`select from people`).toHaveLength(0);
});

it('refuses a wrong request before anything is recorded', async () => {
  const host = { connectionUrl: place.connectionUrl };
  await expect(runJob(people, {}, host)).rejects.toMatchObject({
    code: 'REQUEST_INVALID',
    summary: 'Job people needs an input, such as the path of a file.',
  });
  const params = { note: 'too long' };
  await expect(runJob(people, { input: 'x', params }, host)).rejects.toMatchObject({
    code: 'PARAMETERS_INVALID',
  });
  const [found] = await place.sql`select to_regclass('public.pipeline_executions') as "table"`;
  expect(found).toEqual({ table: null });
});

it('reports the reason of the signal that ended it', async () => {
  const input = await write('stopped.csv', 'id,name\n1,Ada\n');
  const reason = new Error('the process ends');
  const signal = AbortSignal.abort(reason);
  const outcome = await runJob(people, { input }, { connectionUrl: place.connectionUrl, signal });
  expect(outcome).toMatchObject({ status: 'failed', error: reason });
});

it('rehearses with dryRun: the counts of a load, and nothing loaded', async () => {
  const input = await write('dry.csv', 'id,name\n1,Ada\n');
  const outcome = await runJob(
    people,
    { input, dryRun: true },
    { connectionUrl: place.connectionUrl },
  );
  expect(outcome).toMatchObject({ status: 'rehearsed', rows: { read: 1, inserted: 1 } });
  expect(await place.sql`select from people`).toHaveLength(0);
});

it('shares a loader between runs, reports progress, and passes rejected rows on', async () => {
  const input = await write('shared.csv', 'id,name\n1,Ada\nx,Bob\n');
  const loader = new WarehouseLoader({ connectionUrl: place.connectionUrl });
  const progress: RunProgress[] = [];
  const fields: (string | null)[] = [];
  try {
    const outcome = await runJob(
      people,
      { input, errorThreshold: 1 },
      {
        connectionUrl: place.connectionUrl,
        loader,
        onProgress: (state) => progress.push(state),
        onRejected: async (rejected) => {
          for await (const { field } of rejected) fields.push(field);
        },
      },
    );
    expect(outcome).toMatchObject({ status: 'success', rows: { read: 2, rejected: 1 } });
  } finally {
    await loader.close();
  }
  expect(fields).toEqual(['id']);
  expect(progress).toContainEqual(
    expect.objectContaining({ phase: 'read', bytesRead: 20, totalBytes: 20 }),
  );
});

it('notifies an observer of a class, and survives a display that throws', async () => {
  const input = await write('in.csv', 'id,name\n1,Ada\n');
  class Observer {
    readonly seen: string[] = [];
    onRunStart(): void {
      this.seen.push('start');
    }
    onStepEnd(): void {
      this.seen.push('step');
    }
    onRunEnd(): void {
      this.seen.push('end');
    }
  }
  const observer = new Observer();
  const onProgress = (): never => {
    throw new Error('the display is broken');
  };
  const outcome = await runJob(
    people,
    { input },
    { connectionUrl: place.connectionUrl, observer, onProgress },
  );
  expect(outcome).toMatchObject({ status: 'success', error: null });
  expect(observer.seen).toEqual(expect.arrayContaining(['start', 'step', 'end']));
});

it('takes over a run that is queued', async () => {
  const input = await write('queued.csv', 'id,name\n1,Ada\n');
  await runJob(people, { input, dryRun: true }, { connectionUrl: place.connectionUrl });
  const runs = openRuns({ connectionUrl: place.connectionUrl });
  await runs.queueRun({
    executionId: 'exec_queued',
    pipelineName: 'people',
    pipelineVersion: '1',
    target: 'public.people',
    mode: 'upsert',
    isForced: false,
    origin: { jobName: 'people', trigger: 'queue', request: { input } },
  });
  const host = {
    connectionUrl: place.connectionUrl,
    executionId: 'exec_queued',
    trigger: 'queue',
  } as const;
  const outcome = await runJob(people, { input }, host);
  expect(outcome).toMatchObject({ status: 'success', executionId: 'exec_queued' });
  const run = await runs.getRun('exec_queued');
  await runs.close();
  expect(run).toMatchObject({ status: 'success', trigger: 'queue' });
});

it('testJob runs rows in memory against a test database', async () => {
  const outcome = await testJob(people, [{ id: '1', name: 'Ada' }], {
    connectionUrl: place.connectionUrl,
  });
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 1 }, rejected: [] });
  expect(await place.sql`select name from people`).toEqual([{ name: 'Ada' }]);
});
