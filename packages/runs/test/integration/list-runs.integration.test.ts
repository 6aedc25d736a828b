import { beforeEach, expect, test } from 'vitest';
import type { ListRunsOptions, Runs } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

const insert = (executionId: string, more: Readonly<Record<string, unknown>> = {}) =>
  records.sql`insert into pipeline_executions ${records.sql({
    execution_id: executionId,
    pipeline_name: 'strikes',
    pipeline_version: '1',
    started_at: '2026-02-03T04:05:06.000000Z',
    status: 'success',
    target: 'public.strikes',
    load_mode: 'append',
    ...more,
  })}`;
const listed = async (options: ListRunsOptions = {}) =>
  (await records.runs.listRuns(options)).items.map(({ executionId }) => executionId);

/** Reads all pages; `between` is called after each. */
async function readAll(
  options: Parameters<Runs['listRuns']>[0],
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await records.runs.listRuns({ ...options, cursor });
    pages.push(page.items.map(({ executionId }) => executionId));
    await between();
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

beforeEach(() => records.sql`truncate pipeline_executions cascade`);

test('pages contain every run once, including runs with the same time and one microsecond apart', async () => {
  for (const id of ['a', 'b', 'c']) await insert(id);
  await insert('later', { started_at: '2026-02-03T04:05:06.000002Z' });
  await insert('late', { started_at: '2026-02-03T04:05:06.000001Z' });
  expect(await readAll({ limit: 2 })).toEqual([['later', 'late'], ['c', 'b'], ['a']]);
  expect(await readAll({ limit: 2, isAscending: true })).toEqual([
    ['a', 'b'],
    ['c', 'late'],
    ['later'],
  ]);
});

test('runs that start while pages are read do not move other runs', async () => {
  for (let n = 1; n <= 6; n += 1) await insert(`run-${n}`, { started_at: `2026-02-0${n}` });
  let started = 0;
  const pages = await readAll({ limit: 2 }, () => {
    started += 1;
    return insert(`new-${started}`, { started_at: `2026-03-0${started}` });
  });
  expect(pages).toEqual([
    ['run-6', 'run-5'],
    ['run-4', 'run-3'],
    ['run-2', 'run-1'],
  ]);
});

test('runs are sorted by end and by duration, without those that have none', async () => {
  await insert('short', { duration_ms: 5, completed_at: '2026-02-03T05:00Z' });
  await insert('long', { duration_ms: 70_000, completed_at: '2026-02-03T04:30Z' });
  await insert('running', { status: 'running' });
  expect(await readAll({ order: 'duration', limit: 1 })).toEqual([['long'], ['short']]);
  expect(await readAll({ order: 'ended', limit: 1 })).toEqual([['short'], ['long']]);
  expect(await readAll({ order: 'duration', isAscending: true })).toEqual([['short', 'long']]);
});

test('each filter returns the matching runs', async () => {
  await insert('plain');
  await insert('of-a-job', { job_name: 'load_strikes', trigger: 'schedule' });
  await insert('failed', {
    job_name: 'load_strikes',
    status: 'failed',
    error_code: 'VALUE_INVALID',
    error_message: 'Column "a_b" holds 100 % nonsense: 日期 GRÖẞE.',
  });
  await insert('queued', { status: 'queued', parent_execution_id: 'failed', trigger: 'rerun' });
  await insert('old', { pipeline_name: 'other', started_at: '2025-12-31T23:59Z' });
  expect(await listed({ job: 'load_strikes' })).toEqual(['of-a-job', 'failed']);
  expect(await listed({ pipeline: 'other' })).toEqual(['old']);
  expect(await listed({ statuses: ['failed'] })).toEqual(['failed']);
  expect(await listed({ statuses: ['queued', 'failed'] })).toEqual(['queued', 'failed']);
  expect(await listed({ statuses: [] })).toEqual([]);
  expect(await listed({ triggers: ['schedule', 'rerun'] })).toEqual(['queued', 'of-a-job']);
  expect(await listed({ parent: 'failed' })).toEqual(['queued']);
  expect(await listed({ startedBefore: new Date('2026-01-01T00:00Z') })).toEqual(['old']);
  expect(await listed({ startedFrom: new Date('2026-01-01T00:00Z'), job: 'load_strikes' })).toEqual(
    ['of-a-job', 'failed'],
  );
  expect(await listed({ text: 'value_inv' })).toEqual(['failed']);
  expect(await listed({ text: 'NONSENSE' })).toEqual(['failed']);
  expect(await listed({ text: 'nonsense: 日' })).toEqual(['failed']);
  expect(await listed({ text: 'GRÖẞE' })).toEqual(['failed']);
  expect(await listed({ text: '100 %' })).toEqual(['failed']);
  expect(await listed({ text: 'a%b' })).toEqual([]);
  expect(await listed({ text: 'axb' })).toEqual([]);
  expect(await listed({ text: 'of-a' })).toEqual(['of-a-job']);
  expect(await listed({ text: 'job' })).toEqual([]);
  expect(await listed({ text: "'; drop table pipeline_executions; --" })).toEqual([]);
});

test('a listed run has its ledger and the warnings of its last attempt', async () => {
  await insert('run-1', { attempts: 2, rows_input: 5_000_000_000, rows_output: 3, rows_failed: 2 });
  await records.sql`insert into run_steps values
    ('run-1', 1, 1, 'source', 'source', now(), now(), 1, 1, 0, 0, 9),
    ('run-1', 2, 1, 'source', 'source', now(), now(), 1, 1, 0, 0, 2)`;
  const { items } = await records.runs.listRuns();
  expect(items).toMatchObject([
    { warnings: 2, rows: { read: 5_000_000_000, loaded: 3, rejected: 2, inserted: 0 } },
  ]);
});

test.each([
  { limit: 0 },
  { limit: 1001 },
  { limit: 1.5 },
  { cursor: 'abc' },
  { startedFrom: new Date(Number.NaN) },
  { job: 'a\0' },
])('%j is refused', async (options) => {
  await expect(records.runs.listRuns(options)).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
    category: 'usage',
  });
});

test('the cursor of one order is refused by another', async () => {
  await insert('a', { duration_ms: 1, completed_at: '2026-02-03' });
  await insert('b', { duration_ms: 2, completed_at: '2026-02-03' });
  const { next } = await records.runs.listRuns({ order: 'duration', limit: 1 });
  await expect(records.runs.listRuns({ cursor: next ?? '' })).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
  });
});

test('runs are filtered by partition, its beginning, and schedule', async () => {
  const at = (key: string) => ({ job_name: 'sales', partition_key: key });
  await insert('january', { ...at('2026-01'), input_version: '2' });
  await insert('february', { ...at('2026-02'), schedule_name: 'monthly' });
  await insert('earlier', at('2025-12'));
  await insert('percent', at('2026%01'));
  await insert('plain', { job_name: 'sales' });
  expect(await listed({ job: 'sales', partition: '2026-01' })).toEqual(['january']);
  expect(await listed({ job: 'sales', partitionPrefix: '2026-' })).toEqual(['january', 'february']);
  expect(await listed({ job: 'sales', partitionPrefix: '2026%' })).toEqual(['percent']);
  expect(await listed({ schedule: 'monthly' })).toEqual(['february']);
  await expect(listed({ partition: '2026-01' })).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
    message: expect.stringContaining('name of a job') as unknown,
  });
});
