import { beforeEach, expect, test } from 'vitest';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { WirePage } from '../../../src/wire/wire.js';
import { recordCheck, recordRun } from '../../support/record-run.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole();

const page = async (query: string): Promise<WirePage<WireRunSummary>> => {
  const answer = await used.ask(`/api/runs${query}`, { as: 'viewer' });
  expect(answer.status).toBe(200);
  return (await answer.json()) as WirePage<WireRunSummary>;
};
const ids = async (query: string): Promise<readonly string[]> =>
  (await page(query)).items.map(({ executionId }) => executionId);

/** Reads all pages of two runs each. */
async function allPages(query: string): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const read: WirePage<WireRunSummary> = await page(`?limit=2&${query}&cursor=${next}`);
    found.push(...read.items.map(({ executionId }) => executionId));
    next = read.next;
  }
  return found;
}

beforeEach(async () => {
  await used.database.query('truncate public.pipeline_executions cascade');
});

test.each([
  ['ended', 'completed_at', ['2026-02-03T05:00Z', '2026-02-03T06:00Z', '2026-02-03T07:00Z']],
  ['duration', 'duration_ms', [1, 20, 300]],
  ['read', 'rows_input', [1, 20, 300]],
  ['loaded', 'rows_output', [1, 20, 300]],
  ['rejected', 'rows_failed', [0, 20, 300]],
])('runs sorted by %s: both ways, those without the value last', async (sort, column, values) => {
  const { database } = used;
  await recordRun(database, 'running-1', { status: 'running', started_at: '2026-02-03T01:00Z' });
  await recordRun(database, 'running-2', { status: 'running', started_at: '2026-02-03T02:00Z' });
  await recordRun(database, 'queued', { status: 'queued', started_at: '2026-02-03T03:00Z' });
  for (const [index, value] of values.entries()) {
    await recordRun(database, `run-${index}`, { [column]: value });
  }
  await recordRun(database, 'run-1-too', { [column]: values[1] ?? null });
  const without = ['queued', 'running-2', 'running-1'];
  const up = ['run-0', 'run-1', 'run-1-too', 'run-2'];
  expect(await allPages(`sort=${sort}&order=asc`)).toEqual([...up, ...without]);
  expect(await allPages(`sort=${sort}&order=desc`)).toEqual([...up.toReversed(), ...without]);
  expect(await allPages(`sort=${sort}&status=running`)).toEqual(['running-2', 'running-1']);
});

test('filters are combined, and their texts are literal', async () => {
  const { database } = used;
  await recordRun(database, 'plain', { job_name: 'sales' });
  await recordRun(database, 'exec_1%2', {
    ...{ job_name: 'sales', status: 'failed', trigger: 'schedule', schedule_name: 'nightly' },
    ...{ partition_key: '2026-02', started_at: '2026-02-05T00:00Z' },
    error_code: 'VALUE_INVALID',
    error_message: 'Column "a_b" of C:\\data holds 100 % nonsense: \'; drop table x; --',
  });
  await recordRun(database, 'execX1Y2', { job_name: 'other', status: 'abandoned' });
  const failed = ['exec_1%2'];
  expect(await ids('?job=sales')).toEqual(['exec_1%2', 'plain']);
  expect(await ids('?status=failed,abandoned')).toEqual(['exec_1%2', 'execX1Y2']);
  expect(await ids('?status=failed,abandoned&job=sales&trigger=schedule,queue')).toEqual(failed);
  expect(await ids('?job=sales&partition=2026-02&schedule=nightly')).toEqual(failed);
  expect(await ids('?from=2026-02-04T00:00:00Z&before=2026-02-06T00:00:00.000Z')).toEqual(failed);
  expect(await ids('?from=2026-02-06T00:00:00Z')).toEqual([]);
  for (const text of ['exec_1%', 'a_b', 'C:\\DATA', '100 %', "'; drop", 'value_inv']) {
    expect([text, await ids(`?text=${encodeURIComponent(text)}&sort=read`)]).toEqual([
      text,
      failed,
    ]);
  }
  for (const text of ['exec%2', 'a%b', 'axb', '\\', '%%']) {
    const found = await ids(`?text=${encodeURIComponent(text)}&sort=duration&order=asc`);
    expect([text, found]).toEqual([text, text === '\\' ? failed : []]);
  }
});

test('a run has its warnings and its failed checks', async () => {
  const { database } = used;
  await recordRun(database, 'without', { started_at: '2026-02-03T01:00Z' });
  await recordRun(database, 'passed', { started_at: '2026-02-03T02:00Z' });
  await recordCheck(database, 'passed');
  await recordRun(database, 'failed', { started_at: '2026-02-03T03:00Z', attempts: 2 });
  await recordCheck(database, 'failed', { attempt: 1, rows_found: 5 });
  await recordCheck(database, 'failed', { attempt: 2, rows_found: 7 });
  await recordCheck(database, 'failed', { attempt: 2, ordinal: 10, rows_found: 1, warnings: 1 });
  await recordCheck(database, 'failed', { attempt: 2, ordinal: 11 });
  const { items } = await page('');
  expect(items.map((run) => [run.executionId, run.warnings, run.failedChecks])).toEqual([
    ['failed', 1, 2],
    ['passed', 0, 0],
    ['without', 0, null],
  ]);
});
