import type { Queryable } from '@wdh/postgres';
import { beforeEach, expect, test } from 'vitest';
import { openRuns, pruneExecutions } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
let statements: number;
const on: Queryable = {
  query: async (text, parameters = []) => {
    statements += 1;
    return Object.assign(await records.sql.unsafe(text, [...parameters]), {}) as never;
  },
};

beforeEach(async () => {
  statements = 0;
  await records.sql`truncate pipeline_executions cascade`;
});

const insertRuns = (many: number, status: string, days: number, sha256: string | null) =>
  records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
      completed_at, status, target, load_mode, input_sha256, is_forced)
    select ${status} || '-' || n, 'strikes', '1', now() - make_interval(days => ${days}),
      case when ${status} not in ('running', 'queued') then now() - make_interval(days => ${days}) end,
      ${status}, 'public.strikes', 'append', ${sha256}::text, true
    from generate_series(1, ${many}::int) as n`;
const fill = async (): Promise<void> => {
  await records.sql`insert into run_steps
    select execution_id, 1, 1, 'source', 'source', now(), now(), 1, 1, 0, 0, 0 from pipeline_executions`;
  await records.sql`insert into run_events
    select execution_id, n, now(), 'info', 'step.finished', null, null
    from pipeline_executions, generate_series(1, 2) as n`;
  await records.sql`insert into rejected_rows (execution_id, step_name, code, message)
    select execution_id, 'types', 'NO', 'no' from pipeline_executions`;
  await records.sql`insert into data_quality_metrics (execution_id, domain, metric_name)
    select execution_id, 'strikes', 'rows_read' from pipeline_executions`;
};

test('old runs are deleted with steps, events, rejected rows and metrics; claims and open runs stay', async () => {
  await insertRuns(1200, 'failed', 40, 'abc');
  await insertRuns(3, 'success', 40, 'abc');
  await insertRuns(1, 'skipped', 40, null);
  await insertRuns(1, 'cancelled', 20, null);
  await insertRuns(1, 'running', 90, 'abc');
  await insertRuns(1, 'queued', 90, null);
  await fill();
  const old = { executions: 1201, rejectedRows: 1204, metrics: 1204, steps: 1204, events: 2408 };
  expect(await records.runs.pruneRuns({ olderThanDays: 30, dryRun: true })).toEqual(old);
  expect(await pruneExecutions(on, 30)).toEqual(old);
  const left = await records.runs.listRuns();
  expect(left.items.map(({ executionId }) => executionId).toSorted()).toEqual([
    'cancelled-1',
    'queued-1',
    'running-1',
    'success-1',
    'success-2',
    'success-3',
  ]);
  expect(await records.runs.stepsOf('success-1')).toEqual([]);
  expect(await records.runs.stepsOf('running-1')).toHaveLength(1);
  expect(await pruneExecutions(on, 30)).toEqual({
    executions: 0,
    rejectedRows: 0,
    metrics: 0,
    steps: 0,
    events: 0,
  });
});

test('the events of a long run are deleted 10,000 at a time', async () => {
  await insertRuns(1, 'failed', 40, null);
  await records.sql`insert into run_events
    select 'failed-1', n, now(), 'info', 'step.finished', null, null from generate_series(1, 25000) as n`;
  expect(await pruneExecutions(on, 30)).toMatchObject({ executions: 1, events: 25_000 });
  // The old runs, four tables, two more times the events, and the run.
  expect(statements).toBe(1 + 4 + 2 + 1);
});

test('a rejected row stays resolved when the run that resolved it is deleted', async () => {
  await insertRuns(1, 'failed', 10, null);
  await insertRuns(1, 'rehearsed', 40, null);
  await records.sql`insert into rejected_rows (execution_id, step_name, code, message, resolved_by, resolved_at)
    values ('failed-1', 'types', 'NO', 'no', 'rehearsed-1', now())`;
  await pruneExecutions(on, 30);
  const { items } = await openRuns({ on }).rejectedRows({ run: 'failed-1', isResolved: true });
  expect(items).toMatchObject([{ resolvedBy: null, resolvedAt: expect.any(Date) as Date }]);
});

test('a partition stays loaded, also one whose source has no hash', async () => {
  await insertRuns(1, 'success', 40, null);
  await insertRuns(1, 'failed', 40, null);
  await records.sql`update pipeline_executions set partition_key = '2026-01', job_name = 'strikes'`;
  expect(await records.runs.pruneRuns({ olderThanDays: 30, dryRun: true })).toMatchObject({
    executions: 1,
  });
  expect(await pruneExecutions(on, 30)).toMatchObject({ executions: 1 });
  const wanted = { job: 'strikes', version: '1', keys: ['2026-01'] };
  expect(await records.runs.partitionsOf(wanted)).toMatchObject([{ status: 'success' }]);
});

test('a number of days that is none is refused', async () => {
  for (const olderThanDays of [-1, 1.5, Number.NaN, 36_501]) {
    await expect(records.runs.pruneRuns({ olderThanDays })).rejects.toMatchObject({
      code: 'RUN_QUERY_INVALID',
    });
  }
});
