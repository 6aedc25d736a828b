import { beforeEach, expect, test } from 'vitest';
import type { RejectedRowsOptions } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
const insertRun = (id: string, day: number, rejected: number, job = 'load_strikes') =>
  records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode, job_name, rows_failed)
    values (${id}, 'strikes', '1', make_timestamptz(2026, 2, ${day}, 0, 0, 0), 'success',
      'public.strikes', 'append', ${job}, ${rejected})`;
const insertReject = (id: string, row: number, code: string, field: string | null = null) =>
  records.sql`insert into rejected_rows (execution_id, row_number, step_name, field, code, message, record)
    values (${id}, ${row}, 'types', ${field}, ${code}, 'no', ${records.sql.json(`raw text ${row}`)})`;

/** Reads all pages as `run/row`. */
async function readAll(options: RejectedRowsOptions): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await records.runs.rejectedRows({ ...options, cursor });
    found.push(...page.items.map(({ executionId, rowNumber }) => `${executionId}/${rowNumber}`));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

beforeEach(() => records.sql`truncate pipeline_executions cascade`);

test('rejected rows of a run are returned by pages in their order, filtered, with their record', async () => {
  await insertRun('run-1', 1, 5);
  await insertRun('run-2', 2, 1);
  await insertReject('run-1', 1, 'A', 'day');
  await insertReject('run-2', 9, 'A');
  for (const row of [2, 3, 4]) await insertReject('run-1', row, 'B', row === 4 ? null : 'day');
  await records.sql`update rejected_rows set resolved_by = 'run-2', resolved_at = now() where row_number = 3`;
  const run = 'run-1';
  expect(await readAll({ run, limit: 2 })).toEqual(['run-1/1', 'run-1/2', 'run-1/3', 'run-1/4']);
  expect(await readAll({ run, code: 'B', limit: 1 })).toEqual(['run-1/2', 'run-1/3', 'run-1/4']);
  expect(await readAll({ run, field: 'day' })).toEqual(['run-1/1', 'run-1/2', 'run-1/3']);
  expect(await readAll({ run, field: null })).toEqual(['run-1/4']);
  expect(await readAll({ run, isResolved: true })).toEqual(['run-1/3']);
  expect(await readAll({ run, isResolved: false })).toEqual(['run-1/1', 'run-1/2', 'run-1/4']);
  const { items } = await records.runs.rejectedRows({ run, limit: 1 });
  expect(items).toMatchObject([{ record: 'raw text 1', input: null, resolvedBy: null }]);
});

test('rejected rows of a job start with its latest run, with any number of runs without matches', async () => {
  await insertRun('of-another-job', 28, 1, 'another');
  await insertReject('of-another-job', 1, 'A');
  for (let n = 1; n <= 120; n += 1) {
    await insertRun(`run-${String(n).padStart(3, '0')}`, 1, 1);
    await insertReject(`run-${String(n).padStart(3, '0')}`, n, 'A');
  }
  await insertRun('latest', 2, 3);
  for (const row of [1, 2, 3]) await insertReject('latest', row, 'A');
  await insertReject('run-002', 77, 'RARE');
  const all = await readAll({ job: 'load_strikes', limit: 2 });
  expect(all.slice(0, 4)).toEqual(['latest/1', 'latest/2', 'latest/3', 'run-120/120']);
  expect(all).toHaveLength(124);
  expect(new Set(all).size).toBe(124);
  expect(await readAll({ job: 'load_strikes', code: 'RARE' })).toEqual(['run-002/77']);
  expect(await readAll({ job: 'no-such-job' })).toEqual([]);
});

test('counts have code and field, and the number of unresolved rows', async () => {
  await insertRun('run-1', 1, 3);
  await insertRun('run-2', 2, 2);
  await insertReject('run-1', 1, 'A', 'day');
  await insertReject('run-1', 2, 'A', 'day');
  await insertReject('run-1', 3, 'A');
  await insertReject('run-2', 1, 'B', 'day');
  await insertReject('run-2', 2, 'A', 'day');
  await records.sql`update rejected_rows set resolved_by = 'run-2', resolved_at = now() where row_number = 1`;
  const { runs } = records;
  expect(await runs.countRejectedRows({ run: 'run-1' })).toEqual([
    { code: 'A', field: 'day', rows: 2, unresolved: 1 },
    { code: 'A', field: null, rows: 1, unresolved: 1 },
  ]);
  expect(await runs.countRejectedRows({ job: 'load_strikes' })).toEqual([
    { code: 'A', field: 'day', rows: 3, unresolved: 2 },
    { code: 'A', field: null, rows: 1, unresolved: 1 },
    { code: 'B', field: 'day', rows: 1, unresolved: 0 },
  ]);
  expect(await runs.countRejectedRows({ job: 'load_strikes', runs: 1 })).toEqual([
    { code: 'A', field: 'day', rows: 1, unresolved: 1 },
    { code: 'B', field: 'day', rows: 1, unresolved: 0 },
  ]);
});

test('one figure of the latest successful runs of a job is returned, the earliest first', async () => {
  for (let day = 1; day <= 4; day += 1) {
    await insertRun(`run-${day}`, day, 0);
    await records.sql`insert into data_quality_metrics (execution_id, domain, metric_name,
      metric_value, metric_text, column_name) values
      (${`run-${day}`}, 'strikes', 'null_share', ${day / 8}, null, 'day'),
      (${`run-${day}`}, 'strikes', 'max', null, ${`2026-02-0${day}`}, 'day'),
      (${`run-${day}`}, 'strikes', 'rows_read', ${day}, null, null)`;
  }
  await records.sql`update pipeline_executions set status = 'abandoned' where execution_id = 'run-3'`;
  const history = async (more: object) =>
    (
      await records.runs.metricsOf({
        job: 'load_strikes',
        metric: 'null_share',
        column: 'day',
        ...more,
      })
    ).map(({ executionId, value }) => [executionId, value]);
  expect(await history({ runs: 2 })).toEqual([
    ['run-2', 0.25],
    ['run-4', 0.5],
  ]);
  expect(
    await history({
      startedFrom: new Date('2026-01-31T12:00Z'),
      startedBefore: new Date('2026-02-01T12:00Z'),
    }),
  ).toEqual([['run-1', 0.125]]);
  expect(await history({ metric: 'max', runs: 1 })).toEqual([['run-4', '2026-02-04']]);
  expect(await history({ metric: 'rows_read', column: undefined, runs: 1 })).toEqual([
    ['run-4', 4],
  ]);
  expect(await history({ column: 'none' })).toEqual([]);
});
