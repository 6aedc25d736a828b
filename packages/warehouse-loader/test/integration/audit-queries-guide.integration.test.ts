import { readFile } from 'node:fs/promises';
import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const into = { into: 'audited' } as const;
let queries: readonly string[] = [];

/** Loads one row, or fails, as a pipeline of this name. */
const load = (
  name: string,
  id: number,
  isGood = true,
  options: { readonly dryRun?: true } = {},
) => {
  const pipeline = new Pipeline<{ readonly id: number }>(name, { stopOnError: true });
  const bound = isGood
    ? pipeline.bind(memorySource([{ id }]))
    : pipeline
        .addStep(rowStep('none', () => rejectRow({ code: 'NO', message: 'nothing' })))
        .bind(memorySource([{ id }]));
  const run = warehouse.loader.loadPipeline(bound, { ...into, ...options });
  return isGood ? run : failureOf(run);
};
const ask = (index: number) => warehouse.sql.unsafe(queries[index] ?? '');
const age = (name: string, days: number) => warehouse.sql`
  update pipeline_executions set started_at = now() - make_interval(days => ${days}),
    completed_at = now() - make_interval(days => ${days}) where pipeline_name = ${name}`;

beforeAll(async () => {
  const page = new URL('../../../../docs/operations/audit-queries.md', import.meta.url);
  queries = [...(await readFile(page, 'utf8')).matchAll(/^```sql\n([^]*?)^```$/gm)].map(
    ([, query = '']) => query,
  );
  await warehouse.sql`create table audited (id int primary key)`;
});

beforeEach(() => warehouse.sql`truncate audited, pipeline_executions cascade`);

afterEach(() => {
  expect(queries).toHaveLength(5);
});

test('the failures of seven days have their code, the latest first', async () => {
  await load('good', 1);
  await load('old', 2, false);
  await age('old', 8);
  await load('recent', 3, false);
  await age('recent', 6);
  await warehouse.sql`insert into pipeline_executions (execution_id, pipeline_name,
    pipeline_version, started_at, status, target, load_mode)
    values ('dead', 'killed', '1', now(), 'running', 'public.audited', 'append')`;
  await load('later', 4, false);
  const found = await ask(0);
  expect(found.map(({ pipeline: name, status }) => `${name} ${status}`)).toEqual([
    'later failed',
    'killed abandoned',
    'recent failed',
  ]);
  expect(found[0]).toMatchObject({
    target: 'public.audited',
    attempts: 1,
    error_code: expect.stringMatching(/^[A-Z_]+$/) as string,
    error_message: expect.stringMatching(/\S/) as string,
  });
});

test('the success rate of thirty days counts successful and failed runs, the worst pipeline first', async () => {
  await load('stopped', 1);
  await age('stopped', 31);
  await load('steady', 2);
  await load('steady', 2); // skipped
  await load('steady', 3, true, { dryRun: true });
  await load('shaky', 4);
  await load('shaky', 5);
  await load('shaky', 6, false);
  expect([...(await ask(1))]).toEqual([
    {
      pipeline: 'shaky',
      executions: '3',
      successful: '2',
      abandoned: '0',
      success_rate_pct: '66.67',
    },
    {
      pipeline: 'steady',
      executions: '1',
      successful: '1',
      abandoned: '0',
      success_rate_pct: '100.00',
    },
  ]);
});

test('a pipeline that has stopped shows how long ago it last succeeded', async () => {
  await load('stopped', 1);
  await age('stopped', 31);
  await load('steady', 2);
  await load('steady', 3, false);
  const found = await ask(2);
  expect(found.map(({ pipeline: name }) => String(name))).toEqual(['stopped', 'steady']);
  expect(String(found[0]?.['age'])).toMatch(/^31 days/);
});

test('rejected rows are counted by step, code and field, the most frequent first', async () => {
  await load('rejecting', 1, false);
  await load('rejecting', 2, false);
  await load('old', 3, false);
  await age('old', 8);
  expect([...(await ask(3))]).toEqual([
    {
      pipeline: 'rejecting',
      step: 'none',
      code: 'NO',
      field: null,
      rows: '2',
      runs: '2',
      unresolved: '2',
    },
  ]);
});

test('runs that have not ended are listed with their origin', async () => {
  await load('steady', 1);
  await warehouse.sql`insert into pipeline_executions (execution_id, pipeline_name,
      pipeline_version, started_at, status, target, load_mode, job_name, trigger, requested_by,
      requested_at)
    values ('waiting', 'slow', '1', now(), 'queued', 'public.audited', 'append', 'nightly', 'schedule',
      'cron', now())`;
  expect([...(await ask(4))]).toMatchObject([
    { run: 'waiting', job: 'nightly', status: 'queued', trigger: 'schedule', host: null },
  ]);
});
