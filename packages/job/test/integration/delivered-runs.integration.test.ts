import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations, openRuns, type PlannedExecution, type Runs } from '@wdh/runs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunHost, runJob } from '../../src/index.js';
import { people } from '../support/people.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();
let runs: Runs;
let input: string;
let host: RunHost;
let confirmed: number;

const planned: PlannedExecution = {
  executionId: 'run',
  pipelineName: 'people',
  pipelineVersion: '1',
  target: 'public.people',
  mode: 'upsert',
  isForced: false,
  origin: { jobName: 'people', trigger: 'queue' },
};

beforeEach(async () => {
  await migrateUp({ connectionUrl: place.connectionUrl, folders: [auditMigrations] });
  runs = openRuns({ connectionUrl: place.connectionUrl });
  await runs.queueRun(planned);
  input = join(place.folder, 'in.csv');
  await writeFile(input, 'id,name\n1,Ada\n2,Bob\n3,-\n');
  confirmed = 0;
  const confirm = () => Promise.resolve(void (confirmed += 1));
  host = { connectionUrl: place.connectionUrl, executionId: 'run', delivery: { confirm } };
});

afterEach(() => runs.close());

it('returns the recorded outcome of a run that had ended, although its input is gone', async () => {
  const request = { input, errorThreshold: 0.5 };
  const first = await runJob(people, request, host);
  expect(first).toMatchObject({ status: 'success', rows: { read: 3, inserted: 2, rejected: 1 } });
  expect(first.hadEnded).toBeUndefined();
  const second = await runJob(people, { ...request, input: `${input}.moved` }, host);
  expect(second).toMatchObject({
    status: 'success',
    hadEnded: true,
    rows: first.rows,
    attempts: 1,
    source: { sha256: first.source?.sha256 },
    error: null,
  });
  expect(confirmed).toBe(1);
  expect(await place.sql`select count(*)::int from people`).toEqual([{ count: 2 }]);
});

it('returns a run that was cancelled while it waited as cancelled', async () => {
  await runs.requestCancel('run');
  const outcome = await runJob(people, { input }, host);
  expect(outcome).toMatchObject({ status: 'cancelled', error: { code: 'CANCELLED' } });
  expect(confirmed).toBe(0);
});

it('runs a failed run again under its id, and confirms it once', async () => {
  const failed = await runJob(people, { input, errorThreshold: 0 }, host);
  expect(failed).toMatchObject({ status: 'failed', error: { category: 'data' } });
  expect(await runs.getRun('run')).toMatchObject({ status: 'failed', errorCategory: 'data' });
  const again = await runJob(people, { input, errorThreshold: 0.5 }, host);
  expect(again).toMatchObject({ status: 'success', rows: { inserted: 2, rejected: 1 } });
  expect(await runs.getRun('run')).toMatchObject({ deliveries: 2, attempts: 2 });
  expect((await runs.rejectedRows({ run: 'run' })).items).toHaveLength(1);
  expect(confirmed).toBe(1);
});

it('confirms a skipped run in its transaction, and returns a rehearsed one unconfirmed', async () => {
  const request = { input, errorThreshold: 0.5 };
  await runJob(people, request, { connectionUrl: place.connectionUrl });
  expect(await runJob(people, { ...request, dryRun: true, force: true }, host)).toMatchObject({
    status: 'rehearsed',
  });
  expect(confirmed).toBe(0);
  await runs.queueRun({ ...planned, executionId: 'other' });
  expect(await runJob(people, request, { ...host, executionId: 'other' })).toMatchObject({
    status: 'skipped',
  });
  expect(confirmed).toBe(1);
});

it('rolls the run back if its delivery cannot be confirmed', async () => {
  const over = { confirm: () => Promise.reject(new Error('over')) };
  const outcome = await runJob(people, { input, errorThreshold: 0.5 }, { ...host, delivery: over });
  expect(outcome.status).toBe('failed');
  expect(await place.sql`select from people`).toEqual([]);
  expect(await runs.getRun('run')).toMatchObject({ status: 'failed', attempts: 1 });
});
