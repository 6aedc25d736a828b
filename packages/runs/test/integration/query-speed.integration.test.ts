// @module-tag full
import { readFile } from 'node:fs/promises';
import type { Parameter, Queryable } from '@wdh/postgres';
import { beforeAll, expect, test } from 'vitest';
import { type ListRunsOptions, openRuns, type Runs } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

/** What a query may read, in pages of 8 kB: less than 50 ms on an idle machine. */
const mostPages = 10_000;

const records = useRecords();

const big = new Set([
  'pipeline_executions',
  'run_steps',
  'run_events',
  'rejected_rows',
  'data_quality_metrics',
]);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly Plan: Plan;
}

interface Measured {
  readonly text: string;
  readonly pages: number;
  readonly scanned: readonly string[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const pagesOf = (plan: Plan): number =>
  (plan['Shared Hit Blocks'] ?? NaN) + (plan['Shared Read Blocks'] ?? NaN);

/** Runs queries over a connection that explains each of their statements. */
async function measure(query: (runs: Runs) => Promise<unknown>): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const explain = async (text: string, parameters: readonly Parameter[]): Promise<Explained> => {
    const [row] = await records.sql.unsafe<{ 'QUERY PLAN': [Explained] }[]>(
      `explain (analyze, buffers, format json) ${text}`,
      [...parameters],
    );
    if (row === undefined) throw new Error('EXPLAIN returns one row.');
    return row['QUERY PLAN'][0];
  };
  const on: Queryable = {
    query: async (text, parameters = []) => {
      const { Plan: plan } = await explain(text, parameters);
      const scanned = nodesOf(plan)
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name'] ?? '');
      measured.push({ text, pages: pagesOf(plan), scanned });
      return Object.assign(await records.sql.unsafe(text, [...parameters]), {}) as never;
    },
  };
  await query(openRuns({ on }));
  return measured;
}

beforeAll(async () => {
  const fill = await readFile(new URL('../support/fill-records.sql', import.meta.url), 'utf8');
  const connection = await records.sql.reserve();
  await connection.unsafe(fill).finally(() => {
    connection.release();
  });
  await records.sql`vacuum analyze`;
}, 900_000);

const idOf = async (n: number): Promise<string> => {
  const [row] = await records.sql<{ id: string }[]>`select 'exec_' || md5(${n}::int::text) as id`;
  return row?.id ?? '';
};
const second = async (runs: Runs, options: Parameters<Runs['listRuns']>[0]) => {
  const { next } = await runs.listRuns({ ...options, limit: 1000 });
  return runs.listRuns({ ...options, cursor: next ?? '' });
};

const lastDay = new Date('2026-04-22T00:00Z');

const queries: Readonly<Record<string, (runs: Runs) => Promise<unknown>>> = {
  'the latest runs': (runs) => runs.listRuns(),
  'the earliest runs': (runs) => runs.listRuns({ isAscending: true }),
  'runs by their end': (runs) => runs.listRuns({ order: 'ended' }),
  'runs by their duration': (runs) => runs.listRuns({ order: 'duration' }),
  'the runs of a job by their duration': (runs) =>
    runs.listRuns({ order: 'duration', job: 'job_7' }),
  'another page': (runs) => second(runs, {}),
  'another page by duration': (runs) => second(runs, { order: 'duration' }),
  'the runs of a job': (runs) => runs.listRuns({ job: 'job_0' }),
  'the runs of an unknown job': (runs) => runs.listRuns({ job: 'none' }),
  'the runs of a pipeline': (runs) => runs.listRuns({ pipeline: 'pipeline_7' }),
  'failed runs': (runs) => runs.listRuns({ statuses: ['failed'] }),
  'running and queued runs': (runs) => runs.listRuns({ statuses: ['running', 'queued'] }),
  'queued runs, without any': (runs) => runs.listRuns({ statuses: ['queued'] }),
  'failed and abandoned runs of a job': (runs) =>
    runs.listRuns({ job: 'job_7', statuses: ['failed', 'abandoned'] }),
  'failed runs of the job with half of all runs': (runs) =>
    runs.listRuns({ job: 'job_0', statuses: ['failed'] }),
  'running runs of the job with half of all runs': (runs) =>
    runs.listRuns({ job: 'job_0', statuses: ['running'] }),
  'abandoned runs of that job, without any': (runs) =>
    runs.listRuns({ job: 'job_1', statuses: ['queued', 'abandoned'] }),
  'replayed runs': (runs) => runs.listRuns({ triggers: ['replay'] }),
  'runs asked for by hand': (runs) => runs.listRuns({ triggers: ['console', 'command'] }),
  'runs of some days': (runs) =>
    runs.listRuns({
      startedFrom: new Date('2026-02-01T00:00Z'),
      startedBefore: new Date('2026-02-03T00:00Z'),
    }),
  'the runs of a partition': (runs) => runs.listRuns({ job: 'job_7', partition: '2021-01-31' }),
  'the runs of the partitions of a year': (runs) =>
    runs.listRuns({ job: 'job_7', partitionPrefix: '2021-' }),
  'the runs of a partition, without any': (runs) =>
    runs.listRuns({ job: 'job_0', partition: '2021-01-31' }),
  'the runs of a schedule': (runs) => runs.listRuns({ schedule: 'nightly' }),
  'the runs of a parent': async (runs) => runs.listRuns({ parent: await idOf(69_999) }),
  'a text in many errors': (runs) => runs.listRuns({ text: 'FLIGHT_DATE' }),
  'a text in one error': (runs) => runs.listRuns({ text: 'in line 50007.' }),
  'a text in no error': (runs) => runs.listRuns({ text: 'nowhere' }),
  'the beginning of an id': (runs) => runs.listRuns({ text: 'exec_a1b2' }),
  'the beginning of all ids': (runs) => runs.listRuns({ text: 'exec_' }),
  'a text in the errors of a job': (runs) => runs.listRuns({ text: 'line 5', job: 'job_3' }),
  'a run': async (runs) => runs.getRun(await idOf(70_000)),
  'the steps of a run': async (runs) => runs.stepsOf(await idOf(70_000)),
  'the first events of a run': async (runs) => runs.eventsOf(await idOf(70_000)),
  'later events of a run': async (runs) => runs.eventsOf(await idOf(70_000), { after: 90_000 }),
  'the errors of a run': async (runs) =>
    runs.eventsOf(await idOf(70_000), { levels: ['error'], limit: 500 }),
  'the warnings and errors of a run': async (runs) =>
    runs.eventsOf(await idOf(70_000), { levels: ['warn', 'error'] }),
  'the events of a step': async (runs) => runs.eventsOf(await idOf(70_000), { step: 'step_3' }),
  'a text in no event': async (runs) => runs.eventsOf(await idOf(70_000), { text: 'nowhere' }),
  'the rejected rows of a run': async (runs) => runs.rejectedRows({ run: await idOf(70_000) }),
  'those of one code and field': async (runs) =>
    runs.rejectedRows({ run: await idOf(70_000), code: 'CODE_3', field: 'field_2' }),
  'those of no code': async (runs) => runs.rejectedRows({ run: await idOf(70_000), code: 'NONE' }),
  'those that are resolved': async (runs) =>
    runs.rejectedRows({ run: await idOf(70_000), isResolved: true }),
  'the rejected rows of a job': (runs) => runs.rejectedRows({ job: 'job_0' }),
  'those of a job by code': (runs) => runs.rejectedRows({ job: 'job_0', code: 'NONE' }),
  'counts of rejected rows of a run': async (runs) =>
    runs.countRejectedRows({ run: await idOf(70_000) }),
  'counts of rejected rows of a job': (runs) => runs.countRejectedRows({ job: 'job_0' }),
  'the figures of a run': async (runs) => runs.metricsOf({ run: await idOf(70_001) }),
  'a figure of a job': (runs) =>
    runs.metricsOf({ job: 'job_0', metric: 'null_share', column: 'a', runs: 1000 }),
  'a figure that a job does not have': (runs) => runs.metricsOf({ job: 'job_7', metric: 'none' }),
  'the partitions of a job': (runs) =>
    runs.partitionsOf({ job: 'job_7', version: '1', keys: ['2026-01-01'] }),
  'the partitions of a job without any': (runs) =>
    runs.partitionsOf({ job: 'job_0', version: '1', keys: ['2026-01-01'] }),
  'runs by the rows that they rejected': (runs) =>
    runs.listRuns({ order: 'rejected', withoutValue: 'last' }),
  'runs by the rows that they read': (runs) =>
    runs.listRuns({ order: 'read', isAscending: true, withoutValue: 'last' }),
  'another page by loaded rows': (runs) => second(runs, { order: 'loaded' }),
  'the runs without a duration': (runs) =>
    runs.listRuns({ order: 'duration', withoutValue: 'last', statuses: ['running'] }),
  'runs that failed since a time': (runs) =>
    runs.listRuns({ statuses: ['failed', 'abandoned'], order: 'ended', endedFrom: lastDay }),
  'the runs of the last days': (runs) => runs.activity({ zone: 'Asia/Shanghai', now: lastDay }),
  'figures of all jobs': (runs) => runs.jobFigures(),
  'figures of the job with half of all runs': (runs) => runs.jobFigures({ jobs: ['job_0'] }),
  'names of the figures of a job': (runs) => runs.metricNames('job_0'),
  'figures of a run beside earlier ones': async (runs) => runs.comparedMetrics(await idOf(70_000)),
  'the last events of a run': async (runs) =>
    runs.eventsBefore(await idOf(70_000), { before: 'end', limit: 500 }),
  'earlier errors of a run': async (runs) =>
    runs.eventsBefore(await idOf(70_000), { before: 50_000, levels: ['error'], limit: 500 }),
  'a text in no earlier event': async (runs) =>
    runs.eventsBefore(await idOf(70_000), { before: 'end', text: 'nowhere' }),
  'whether 100 runs have changed': async (runs) =>
    runs.revisionsOf(
      await Promise.all(Array.from({ length: 100 }, (_, index) => idOf(69_950 + index))),
    ),
  'the runs that are open or ended a minute ago': (runs) => runs.recentRuns(),
  'runs with these ids': async (runs) =>
    runs.listRuns({ ids: [await idOf(1), await idOf(70_000)], limit: 100 }),
  'running runs without a process': (runs) => runs.findDeadRuns(),
  'the run because of which one was skipped': async (runs) => runs.skippedFor(await idOf(70_009)),
  'checks of a run': async (runs) => runs.checksOf({ run: await idOf(70_000) }),
  'checks of the last 1,000 runs of a job': (runs) => runs.checksOf({ job: 'job_0', runs: 1000 }),
  'a request to cancel': async (runs) => runs.requestCancel(await idOf(70_000)),
};

test.each(Object.keys(queries))('%s: an index, and few pages', async (name) => {
  const measured = await measure((runs) => queries[name]?.(runs) ?? Promise.reject(new Error()));
  expect(measured.length).toBeGreaterThan(0);
  const readWhole = measured.filter(({ scanned }) => scanned.some((table) => big.has(table)));
  expect(readWhole).toEqual([]);
  expect(measured.filter(({ pages }) => !(pages < mostPages))).toEqual([]);
});

const filters = {
  all: {},
  'a job': { job: 'job_0' },
  'a small job': { job: 'job_7' },
  'an unknown job': { job: 'none' },
  'failed ones': { statuses: ['failed'] },
  'queued ones': { statuses: ['queued'] },
  'replayed ones': { triggers: ['replay', 'watch'] },
  'some days': { startedFrom: new Date('2026-02-01'), startedBefore: new Date('2026-02-03') },
  'the last day': { startedFrom: lastDay },
  'the first day': { startedBefore: new Date('2026-01-02') },
  'a text': { text: 'FLIGHT_DATE' },
  'an unknown text': { text: 'nowhere' },
  'a partition': { job: 'job_7', partition: '2021-01-31' },
  'a schedule': { schedule: 'nightly' },
  'several filters': { job: 'job_0', statuses: ['failed'], triggers: ['schedule'], text: 'line 5' },
} as const satisfies Readonly<Record<string, ListRunsOptions>>;

/** Each run once by an index, at most: a filter may match none near the end at which an order begins. */
const eachRunOnce = 110_000;

test.each(Object.entries(filters))(
  '%s, in every order: at most each run once',
  async (_, filter) => {
    const orders = ['started', 'ended', 'duration', 'read', 'loaded', 'rejected'] as const;
    const measured = await measure(async (runs) => {
      for (const order of orders) {
        for (const isAscending of [true, false]) {
          await runs.listRuns({ ...filter, order, isAscending, withoutValue: 'last' });
        }
      }
    });
    expect(measured.length).toBeGreaterThanOrEqual(12);
    expect(measured.filter(({ pages }) => !(pages < eachRunOnce))).toEqual([]);
  },
);
