import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejectRow, rowStep, validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { csv, defineJob, type Job, jsonLines, replayRun, runJob } from '../../src/index.js';
import { people, peopleMigrations, peopleTable } from '../support/people.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();

/** Runs a job on a file that is gone afterwards; returns the id of the run. */
async function runOnce(job: Job, text: string, request: object = {}): Promise<string> {
  const input = join(place.folder, 'in.csv');
  await writeFile(input, text);
  const { executionId, error } = await runJob(
    job,
    { input, errorThreshold: 1, ...request },
    { connectionUrl: place.connectionUrl },
  );
  await rm(input);
  expect(error).toBeNull();
  return executionId;
}

/** The next version of the job: people without a name are loaded, except the fifth. */
const tolerant = defineJob({
  name: 'people',
  version: '2',
  source: csv({ columns: ['id', 'name'], nullValues: ['-'] }),
  steps: (rows, { params }) =>
    rows
      .addStep(
        validateRows(
          v.object({
            id: v.pipe(v.string(), v.regex(/^\d+$/, 'must be digits'), v.transform(Number)),
            name: v.nullable(v.string()),
          }),
        ),
      )
      .addStep(rowStep('name', ({ id, name }) => ({ id, name: name ?? 'unknown', ...params }))),
  into: peopleTable,
  mode: 'upsert',
  keys: ['id'],
  params: v.object({ note: v.optional(v.string()) }),
  migrations: peopleMigrations,
});

const file = 'id,name\n1,Ada\n2,-\nx,Bob\n4,-\n5,-\ny,Eve\n';

it('loads three of five rejected rows by the next version of the job, although the file is gone', async () => {
  const run = await runOnce(people, file, { params: { note: 'new' }, mode: 'append' });
  const { replayedRun, open, outcome } = await replayRun(tolerant, run, {
    connectionUrl: place.connectionUrl,
  });
  expect(replayedRun).toBe(run);
  expect(open).toEqual({ replayable: 5, malformed: 0, withoutRecord: 0, inexact: 0 });
  expect(outcome).toMatchObject({
    status: 'success',
    mode: 'append',
    input: `rejected rows of run ${run}`,
    rows: { read: 5, inserted: 3, rejected: 2 },
    error: null,
  });
  expect([...(await place.sql`select id, name, note from people order by id`)]).toEqual([
    { id: 1, name: 'Ada', note: 'new' },
    ...[2, 4, 5].map((id) => ({ id, name: 'unknown', note: 'new' })),
  ]);
  const rejected = await place.sql`select line_number::int as line, message, resolved_by as by
    from rejected_rows order by row_number`;
  const by = outcome?.executionId;
  expect([...rejected]).toEqual([
    { line: 3, message: expect.any(String) as unknown, by },
    { line: 4, message: 'id: must be digits', by: null },
    { line: 5, message: expect.any(String) as unknown, by },
    { line: 6, message: expect.any(String) as unknown, by },
    { line: 7, message: 'id: must be digits', by: null },
  ]);
  const [recorded] =
    await place.sql`select trigger, parent_execution_id as parent, pipeline_version as
    version, job_name as job, request->>'mode' as mode from pipeline_executions
    where execution_id = ${by ?? ''}`;
  expect(recorded).toEqual({
    trigger: 'replay',
    parent: run,
    version: '2',
    job: 'people',
    mode: 'append',
  });
});

it('records no run if nothing is open, and replays the first run of a replay', async () => {
  const run = await runOnce(people, 'id,name\n1,Ada\n2,-\n');
  const first = await replayRun(tolerant, run, { connectionUrl: place.connectionUrl });
  expect(first.outcome?.rows).toMatchObject({ read: 1, inserted: 1 });
  const executionId = first.outcome?.executionId ?? '';
  const again = await replayRun(tolerant, executionId, { connectionUrl: place.connectionUrl });
  expect(again).toMatchObject({ replayedRun: run, open: { replayable: 0 }, outcome: null });
  expect(await place.sql`select from pipeline_executions`).toHaveLength(2);
});

it('a skipped run counts the rejected rows that no replay has resolved', async () => {
  const run = await runOnce(people, file);
  await replayRun(tolerant, run, { connectionUrl: place.connectionUrl });
  const input = join(place.folder, 'again.csv');
  await writeFile(input, file);
  const { status, previousRun } = await runJob(
    people,
    { input },
    { connectionUrl: place.connectionUrl },
  );
  expect(status).toBe('skipped');
  expect(previousRun).toMatchObject({ executionId: run, rowsRejected: 5, rowsOpen: 2 });
});

it('a dry run changes nothing', async () => {
  const run = await runOnce(people, file);
  const { outcome } = await replayRun(
    tolerant,
    run,
    { connectionUrl: place.connectionUrl },
    { dryRun: true },
  );
  expect(outcome).toMatchObject({ status: 'rehearsed', rows: { inserted: 3, rejected: 2 } });
  expect(await place.sql`select from people`).toHaveLength(1);
  expect(await place.sql`select from rejected_rows where resolved_at is null`).toHaveLength(5);
});

it('a run of another job is refused, and so is one that is not known', async () => {
  const run = await runOnce(people, file);
  const other = { ...tolerant, name: 'other' };
  await expect(replayRun(other, run, { connectionUrl: place.connectionUrl })).rejects.toMatchObject(
    {
      code: 'REPLAY_REFUSED',
      message: expect.stringContaining('is of job people') as unknown,
    },
  );
  await expect(
    replayRun(people, 'exec_none', { connectionUrl: place.connectionUrl }),
  ).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
  });
});

it('a replay that fails is an outcome, and changes nothing', async () => {
  const run = await runOnce(people, file);
  const throwing = {
    ...tolerant,
    plan: () => {
      const plan = tolerant.plan({});
      const fail = rowStep('fail', (_: object): object => {
        throw new TypeError('broken');
      });
      return { ...plan, pipeline: (config: object) => plan.pipeline(config).addStep(fail) };
    },
  };
  const { outcome } = await replayRun(throwing, run, { connectionUrl: place.connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed' });
  expect(await place.sql`select from rejected_rows where resolved_at is null`).toHaveLength(5);
  expect(await place.sql`select from people`).toHaveLength(1);
});

it.each(['number', 'text'] as const)(
  'records of JSON Lines are replayed with every digit: numbers as %s',
  async (numbers) => {
    await place.sql`create table documents (id int primary key, price json, code json, body json)`;
    const documents = (version: string, isAccepted: boolean) =>
      defineJob({
        name: 'documents',
        version,
        source: jsonLines({ numbers }),
        steps: (rows) =>
          rows.addStep(
            rowStep('accept', (row) =>
              isAccepted ? row : rejectRow({ code: 'LATER', message: 'not yet' }),
            ),
          ),
        into: 'public.documents',
        onBadRow: 'collect',
        errorThreshold: 1,
      });
    const digits = numbers === 'text' ? '12345678901234567890.10' : '1.5';
    const line = `{"id":1,"price":${digits},"code":"1.50","body":{"n":[${digits},"2"],"t":"\u00fc"}}`;
    const input = join(place.folder, 'in.jsonl');
    await writeFile(input, `${line}\n`);
    const { executionId } = await runJob(
      documents('1', false),
      { input },
      { connectionUrl: place.connectionUrl },
    );
    await rm(input);
    const { outcome } = await replayRun(documents('2', true), executionId, {
      connectionUrl: place.connectionUrl,
    });
    expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 1 } });
    const [stored] = await place.sql`select price::text, code::text, body::text from documents`;
    expect(stored).toEqual({
      price: digits,
      code: '"1.50"',
      body: `{"n":[${digits},"2"],"t":"ü"}`,
    });
  },
);
