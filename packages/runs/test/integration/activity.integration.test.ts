import { beforeEach, expect, test } from 'vitest';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

const end = (executionId: string, completedAt: string, more: object = {}) =>
  records.sql`insert into pipeline_executions ${records.sql({
    execution_id: executionId,
    pipeline_name: 'strikes',
    pipeline_version: '1',
    started_at: '2020-01-01T00:00Z',
    completed_at: completedAt,
    status: 'success',
    target: 'public.strikes',
    load_mode: 'append',
    rows_output: 1,
    rows_failed: 0,
    ...more,
  })}`;

beforeEach(() => records.sql`truncate pipeline_executions cascade`);

/** Days on which runs ended, of the last days up to a time. */
async function daysOf(zone: string, now: string, days = 5) {
  const found = await records.runs.activity({ zone, days, now: new Date(now) });
  return Object.fromEntries(found.days.map(({ day, loaded }) => [day, loaded]));
}

test.each([
  {
    name: 'a day of 23 hours',
    zone: 'Europe/Berlin',
    ends: [
      '2026-03-28T22:59:59Z',
      '2026-03-28T23:00Z',
      '2026-03-29T21:59:59Z',
      '2026-03-29T22:00Z',
    ],
    now: '2026-03-30T12:00Z',
    days: { '2026-03-28': 1, '2026-03-29': 2, '2026-03-30': 1 },
  },
  {
    name: 'a day of 25 hours',
    zone: 'Europe/Berlin',
    ends: [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00Z',
    ],
    now: '2026-10-26T12:00Z',
    days: { '2026-10-24': 1, '2026-10-25': 2, '2026-10-26': 1 },
  },
  {
    name: 'a day without midnight',
    zone: 'Africa/Cairo',
    ends: [
      '2026-04-23T21:59:59Z',
      '2026-04-23T22:00Z',
      '2026-04-24T20:59:59Z',
      '2026-04-24T21:00Z',
    ],
    now: '2026-04-25T12:00Z',
    days: { '2026-04-23': 1, '2026-04-24': 2, '2026-04-25': 1 },
  },
  {
    name: 'a day with two midnights',
    zone: 'America/Havana',
    ends: [
      '2026-11-01T03:59:59Z',
      '2026-11-01T04:00Z',
      '2026-11-02T04:59:59Z',
      '2026-11-02T05:00Z',
    ],
    now: '2026-11-02T12:00Z',
    days: { '2026-10-31': 1, '2026-11-01': 2, '2026-11-02': 1 },
  },
])('$name has its runs', async ({ zone, ends, now, days }) => {
  for (const [index, at] of ends.entries()) await end(`run-${index}`, at);
  expect(await daysOf(zone, now, 3)).toEqual(days);
});

test('the days of a year have no gap, in any zone', async () => {
  await end('first', '2025-10-30T12:00Z');
  for (const zone of ['UTC', 'America/Sao_Paulo', 'Pacific/Apia', 'asia/kolkata', 'Etc/GMT-14']) {
    const found = await daysOf(zone, '2026-10-30T12:00Z', 366);
    const days = Object.keys(found);
    expect([zone, days.length, days.at(-1)]).toEqual([
      zone,
      366,
      zone === 'Pacific/Apia' || zone === 'Etc/GMT-14' ? '2026-10-31' : '2026-10-30',
    ]);
    expect(days).toEqual(days.toSorted());
    expect(Object.values(found).reduce((sum, loaded) => sum + loaded, 0)).toBe(1);
  }
});

test('rows are those of successful runs, beyond 2^32', async () => {
  const at = '2026-03-30T12:00Z';
  await end('big', at, { rows_output: 5_000_000_000, rows_failed: 3 });
  await end('too', at, { rows_output: 5_000_000_001 });
  await end('rehearsed', at, { status: 'rehearsed', rows_output: 7 });
  await end('failed', at, { status: 'failed', rows_output: 0, rows_failed: 9 });
  await end('abandoned', at, { status: 'abandoned', rows_output: null });
  await end('earlier', '2026-03-28T23:59:59Z', { status: 'failed' });
  await records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode) values ('open', 'p', '1', now(), 'queued', 't', 'append')`;
  const found = await records.runs.activity({ days: 1, now: new Date(at) });
  expect(found).toEqual({
    open: { queued: 1, running: 0 },
    sinceYesterday: new Date('2026-03-29T00:00Z'),
    ended: { abandoned: 1, failed: 1, rehearsed: 1, success: 2 },
    days: [{ day: '2026-03-30', loaded: 10_000_000_001, rejected: 3, succeeded: 2, failed: 2 }],
  });
});

test.each([
  { zone: 'Mars/Olympus' },
  { zone: '+02:00' },
  { zone: 'Europe/Berlin; drop table x' },
  { zone: '' },
  { days: 0 },
  { days: 367 },
  { days: 1.5 },
  { now: new Date(Number.NaN) },
])('%j is refused', async (options) => {
  await expect(records.runs.activity(options)).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
    category: 'usage',
  });
});
