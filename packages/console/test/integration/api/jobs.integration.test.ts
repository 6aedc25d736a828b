import { defineJob, defineProject, rows } from '@wdh/job';
import { beforeAll, expect, test } from 'vitest';
import type {
  WireCheckHistory,
  WireJob,
  WireJobs,
  WireMetricHistory,
} from '../../../src/wire/jobs.js';
import type { WireRunMetrics } from '../../../src/wire/runs.js';
import { recordCheck, recordMetric, recordRun } from '../../support/record-run.js';
import { useConsole } from '../../support/use-console.js';

const source = rows('none', () => []);
const strikes = defineJob({
  name: 'strikes',
  description: 'Loads strikes.',
  source,
  steps: (each) => each,
  into: 'public.strikes',
});
const unused = defineJob({ name: 'unused', source, steps: (each) => each, into: 'public.strikes' });
const used = useConsole({ project: defineProject({ jobs: [strikes, unused] }) });

async function read<Answer>(path: string): Promise<Answer> {
  const answer = await used.ask(`/api${path}`, { as: 'viewer' });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

const at = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();

beforeAll(async () => {
  const { database } = used;
  const job = { job_name: 'strikes' };
  for (let n = 1; n <= 40; n += 1) {
    const status = n % 4 === 0 ? 'failed' : n % 4 === 1 ? 'skipped' : 'success';
    const ended = { duration_ms: n * 10, rows_input: n, rows_output: n, completed_at: at(n + 1) };
    await recordRun(database, `run-${n}`, { ...job, ...ended, status, started_at: at(n) });
    if (status !== 'success') continue;
    await recordMetric(database, `run-${n}`, { metric_value: n / 100 });
    await recordMetric(database, `run-${n}`, {
      ...{ column_name: 'day', metric_name: 'max', metric_value: null },
      metric_text: `2026-01-${String(n % 28).padStart(2, '0')}`,
    });
  }
  await recordRun(database, 'cancelled', { ...job, status: 'cancelled', started_at: at(50) });
  await recordRun(database, 'waits', { ...job, status: 'queued', started_at: at(60) });
  await recordRun(database, 'gone', { job_name: 'removed', status: 'abandoned' });
  await recordRun(database, 'plain');
});

test('the list has the jobs of the project, and those that only have runs', async () => {
  const { jobs } = await read<WireJobs>('/jobs');
  expect(jobs.map(({ name, isRegistered }) => [name, isRegistered])).toEqual([
    ['removed', false],
    ['strikes', true],
    ['unused', true],
  ]);
  const [removed, loaded, without] = jobs;
  expect(removed).toMatchObject({
    ...{ version: null, description: null, target: null, mode: null },
    lastRuns: [{ executionId: 'gone', status: 'abandoned', durationMs: null, rows: null }],
    statistics: { ended: 1, successRate: 0, medianDurationMs: null, medianLoaded: null },
  });
  expect(loaded).toMatchObject({
    ...{ version: '1', description: 'Loads strikes.', target: 'public.strikes', mode: 'append' },
    // 20 of 30; skipped and cancelled runs do not count.
    statistics: { ended: 41, successRate: 20 / 30, medianDurationMs: 205, medianLoaded: 20.5 },
    ...{ schedules: [], watches: [], hasPartitions: false },
  });
  expect(loaded?.lastRuns).toHaveLength(30);
  expect(loaded?.lastRuns.slice(0, 3)).toMatchObject([
    { executionId: 'waits', status: 'queued', startedAt: at(60) },
    { executionId: 'cancelled', rows: null },
    { executionId: 'run-40', durationMs: 400, rows: { read: 40, loaded: 40, rejected: 0 } },
  ]);
  expect(without).toMatchObject({ lastRuns: [], statistics: { ended: 0, successRate: null } });
});

test('a job has its graph, its form and the names of its figures', async () => {
  const job = await read<WireJob>('/jobs/strikes');
  expect(job.graph?.nodes.map(({ kind }) => kind)).toEqual(['source', 'table']);
  expect(job.form).toMatchObject({ mode: 'append', runsIn: 'console' });
  expect(job.metrics).toEqual([
    { column: null, metric: 'rejected_share' },
    { column: 'day', metric: 'max' },
  ]);
  expect(await read<WireJob>('/jobs/removed')).toMatchObject({ graph: null, form: null });
  expect(await read<WireJob>('/jobs/unused')).toMatchObject({ metrics: [], lastRuns: [] });
});

test('a figure has its whole history, as numbers or as texts', async () => {
  const shares = await read<WireMetricHistory>('/jobs/strikes/metrics?metric=rejected_share');
  expect(shares.points).toHaveLength(20);
  expect(shares.points[0]).toEqual({ executionId: 'run-2', startedAt: at(2), value: 0.02 });
  expect(shares.points.at(-1)).toMatchObject({ executionId: 'run-39', value: 0.39 });
  const days = await read<WireMetricHistory>(
    `/jobs/strikes/metrics?metric=max&column=day&runs=2&before=${at(38)}`,
  );
  expect(days.points.map(({ executionId, value }) => [executionId, value])).toEqual([
    ['run-34', '2026-01-06'],
    ['run-35', '2026-01-07'],
  ]);
  expect(await read('/jobs/strikes/metrics?metric=none&column=%25')).toEqual({ points: [] });
});

test('a run has its figures beside those of ten earlier runs', async () => {
  const { metrics, earlier } = await read<WireRunMetrics>('/runs/run-39/metrics');
  expect(metrics.map(({ metric, value }) => [metric, value])).toContainEqual(['max', '2026-01-11']);
  expect(earlier.map(({ executionId }) => executionId)).toEqual(
    [19, 22, 23, 26, 27, 30, 31, 34, 35, 38].map((n) => `run-${n}`),
  );
  expect(earlier[9]).toMatchObject({ startedAt: at(38), metrics: [{}, {}] });
  const failed = await read<WireRunMetrics>('/runs/run-40/metrics');
  expect([failed.metrics, failed.earlier.length]).toEqual([[], 10]);
  expect(await read('/runs/gone/metrics')).toEqual({ metrics: [], earlier: [] });
});

test('checks of a job are a strip, also those of failed runs and of older records', async () => {
  const { database } = used;
  await recordCheck(database, 'run-36', { attempt: 1, rows_found: 0 });
  await recordCheck(database, 'run-36', { attempt: 2, rows_found: 3 });
  await recordCheck(database, 'run-38', { rows_found: 2, warnings: 1 });
  await recordCheck(database, 'run-39', { rows_found: null });
  await recordMetric(database, 'run-39', { metric_name: 'check.has_rows', metric_value: 0 });
  await recordCheck(database, 'run-40', { rows_found: null });
  const { checks } = await read<WireCheckHistory>('/jobs/strikes/checks?runs=50');
  expect(
    checks.map(({ executionId, status, hasPassed, found, severity }) => [
      ...[executionId, status, hasPassed, found, severity],
    ]),
  ).toEqual([
    ['run-36', 'failed', false, 3, 'error'],
    ['run-38', 'success', false, 2, 'warn'],
    ['run-39', 'success', true, 0, null],
    ['run-40', 'failed', null, null, null],
  ]);
  expect(await read('/jobs/strikes/checks?runs=2')).toMatchObject({
    checks: [{ executionId: 'run-40', name: 'has_rows' }],
  });
});
