import { beforeEach, expect, test } from 'vitest';
import type { WireOverview } from '../../../src/wire/overview.js';
import { recordRun } from '../../support/record-run.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole();

const overview = async (query = ''): Promise<WireOverview> => {
  const answer = await used.ask(`/api/overview${query}`, { as: 'viewer' });
  expect(answer.status).toBe(200);
  return (await answer.json()) as WireOverview;
};
const idsOf = (runs: WireOverview['failed']) => runs.map(({ executionId }) => executionId);
const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

beforeEach(async () => {
  await used.database.query('truncate public.pipeline_executions cascade');
});

test('an empty database has empty lists, and 30 days without a run', async () => {
  const before = new Date().toISOString().slice(0, 10);
  const found = await overview();
  expect(found).toMatchObject({
    ...{ running: [], queued: [], failed: [], ended: {}, open: { running: 0, queued: 0 } },
  });
  expect(found.days).toHaveLength(30);
  const today = found.days.at(-1);
  expect(today).toMatchObject({ loaded: 0, rejected: 0, succeeded: 0, failed: 0 });
  expect([before, new Date().toISOString().slice(0, 10)]).toContain(today?.day);
  expect(new Set(found.days.map(({ day }) => day)).size).toBe(30);
});

test('what runs, waits and has failed since yesterday, with rows of today', async () => {
  const { database } = used;
  await recordRun(database, 'runs', { status: 'running', started_at: ago(50) });
  await recordRun(database, 'waits', { status: 'queued' });
  const now = new Date().toISOString();
  const ended = { started_at: ago(60), completed_at: now };
  await recordRun(database, 'fails', { ...ended, status: 'failed', rows_input: 9, rows_failed: 9 });
  await recordRun(database, 'dies', { ...ended, status: 'abandoned' });
  await recordRun(database, 'old', { ...ended, status: 'failed', completed_at: ago(72) });
  const rows = { rows_input: 12, rows_output: 10, rows_failed: 2 };
  await recordRun(database, 'loads', { ...ended, ...rows });
  await recordRun(database, 'rehearses', { ...ended, ...rows, status: 'rehearsed' });
  const found = await overview('?zone=UTC');
  expect([idsOf(found.running), idsOf(found.queued)]).toEqual([['runs'], ['waits']]);
  expect(idsOf(found.failed).toSorted()).toEqual(['dies', 'fails']);
  expect(found.open).toEqual({ running: 1, queued: 1 });
  expect(found.ended).toEqual({ abandoned: 1, failed: 1, rehearsed: 1, success: 1 });
  expect(found.days.at(-1)).toMatchObject({ loaded: 10, rejected: 2, succeeded: 1, failed: 2 });
});

test('the days are those of the zone of the reader', async () => {
  for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu']) {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
    const found = await overview(`?zone=${encodeURIComponent(zone)}`);
    expect([zone, found.days.at(-1)?.day]).toEqual([zone, day]);
  }
});
