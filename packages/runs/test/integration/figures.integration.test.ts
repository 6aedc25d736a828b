import { beforeEach, expect, test } from 'vitest';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

const at = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n));
const insert = (executionId: string, n: number, more: object = {}) =>
  records.sql`insert into pipeline_executions ${records.sql({
    execution_id: executionId,
    pipeline_name: 'strikes',
    pipeline_version: '1',
    started_at: at(n),
    status: 'success',
    target: 'public.strikes',
    load_mode: 'append',
    ...more,
  })}`;
const figure = (executionId: string, metricName: string, value: number, column?: string) =>
  records.sql`insert into data_quality_metrics (execution_id, domain, metric_name, metric_value,
    column_name) values (${executionId}, 'strikes', ${metricName}, ${value}, ${column ?? null})`;

beforeEach(() => records.sql`truncate pipeline_executions cascade`);

test('figures of jobs are those of every job that has runs, or of some', async () => {
  expect(await records.runs.jobFigures()).toEqual([]);
  for (const job of ['b', 'a', 'Z', 'ä', 'a_b', 'a%b', "o'brien"]) {
    await insert(`run of ${job}`, 1, { job_name: job });
  }
  await insert('without a job', 1);
  const all = await records.runs.jobFigures();
  expect(all.map(({ job }) => job).toSorted()).toEqual(
    ['Z', 'a', 'a%b', 'a_b', 'b', "o'brien", 'ä'].toSorted(),
  );
  const some = await records.runs.jobFigures({ jobs: ['b', 'none', "o'brien"] });
  expect(some).toMatchObject([
    { job: 'b', lastRuns: [{ executionId: 'run of b', startedAt: at(1) }] },
    { job: "o'brien", ended: 1, successRate: 1 },
  ]);
  expect(await records.runs.jobFigures({ jobs: [] })).toEqual([]);
});

test('figures of a job are about its last 100 ended runs, however many wait', async () => {
  const job = { job_name: 'strikes' };
  for (let n = 1; n <= 5; n += 1) await insert(`old-${n}`, n, { ...job, status: 'failed' });
  await records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode, job_name, duration_ms, rows_input, rows_output)
    select 'new-' || n, 'p', '1', '2026-02-01'::timestamptz + n * interval '1 minute', 'success', 't',
      'append', 'strikes', n, n, n from generate_series(1, 100) n
    union all
    select 'waits-' || n, 'p', '1', '2026-03-01'::timestamptz + n * interval '1 minute', 'queued', 't',
      'append', 'strikes', null, null, null from generate_series(1, 200) n`;
  const [found] = await records.runs.jobFigures();
  expect(found).toMatchObject({
    ...{ ended: 100, successRate: 1, medianDurationMs: 50.5, medianLoaded: 50.5 },
  });
  expect(found?.lastRuns.map(({ status }) => status)).toEqual(Array(30).fill('queued'));
});

test('figures are compared with those of earlier runs of the job, or of the pipeline', async () => {
  const job = { job_name: 'strikes' };
  for (const [id, more] of [
    ['plain-1', {}],
    ['plain-2', {}],
    ['job-1', job],
    ['other', { job_name: 'other' }],
    ['failed', { ...job, status: 'failed' }],
    ['job-2', job],
    ['later', job],
  ] as const) {
    await insert(id, id === 'later' ? 9 : 5, more);
    await figure(id, 'null_share', 0.5, 'day');
    await figure(id, 'rows_read', 7);
  }
  const idsOf = async (run: string) =>
    (await records.runs.comparedMetrics(run))?.earlier.map(({ executionId }) => executionId);
  expect(await idsOf('later')).toEqual(['job-1', 'job-2']);
  expect(await idsOf('job-2')).toEqual(['job-1']);
  expect(await idsOf('plain-2')).toEqual(['plain-1']);
  expect(await idsOf('other')).toEqual([]);
  expect(await records.runs.comparedMetrics('none')).toBeNull();
  expect((await records.runs.comparedMetrics('later'))?.earlier[0]).toEqual({
    executionId: 'job-1',
    startedAt: at(5),
    metrics: [
      { executionId: 'job-1', startedAt: at(5), column: 'day', metric: 'null_share', value: 0.5 },
      { executionId: 'job-1', startedAt: at(5), column: null, metric: 'rows_read', value: 7 },
    ],
  });
  expect(await records.runs.metricNames('strikes')).toEqual([
    { column: null, metric: 'rows_read' },
    { column: 'day', metric: 'null_share' },
  ]);
});

test('runs without the value of an order come last, on pages of any size', async () => {
  for (let n = 1; n <= 4; n += 1) await insert(`valued-${n}`, n, { rows_failed: n % 2 });
  for (let n = 1; n <= 4; n += 1) await insert(`open-${n}`, n, { status: 'running' });
  const open = ['open-4', 'open-3', 'open-2', 'open-1'];
  const up = ['valued-2', 'valued-4', 'valued-1', 'valued-3'];
  for (const isAscending of [true, false]) {
    for (let limit = 1; limit <= 9; limit += 1) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await records.runs.listRuns({
          ...{ order: 'rejected', withoutValue: 'last', isAscending, limit, cursor },
        });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        ids.push(...page.items.map(({ executionId }) => executionId));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect([limit, ids]).toEqual([limit, [...(isAscending ? up : up.toReversed()), ...open]]);
    }
  }
  const { items } = await records.runs.listRuns({ order: 'rejected', limit: 100 });
  expect(items).toHaveLength(4);
  const { next } = await records.runs.listRuns({ order: 'rejected', limit: 1 });
  const reversed = { order: 'rejected', limit: 1, isAscending: true, cursor: next ?? '' } as const;
  await expect(records.runs.listRuns(reversed)).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
  });
});

test('runs are filtered by their end', async () => {
  await insert('early', 1, { completed_at: at(10) });
  await insert('late', 1, { completed_at: at(20) });
  await insert('open', 1, { status: 'running' });
  const { items } = await records.runs.listRuns({ endedFrom: at(11) });
  expect(items.map(({ executionId }) => executionId)).toEqual(['late']);
});
