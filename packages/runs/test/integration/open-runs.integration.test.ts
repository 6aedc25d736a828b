import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openRuns } from '../../src/index.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
const sessions = async (): Promise<number> => {
  const found = await records.sql`select from pg_stat_activity
    where datname = current_database() and application_name = 'wdh runs'`;
  return found.length;
};

test('connections are kept, at most the size of the pool, and closed with it', async () => {
  const runs = openRuns({ connectionUrl: records.url, poolSize: 2 });
  await Promise.all(Array.from({ length: 10 }, () => runs.listRuns()));
  expect(await sessions()).toBeGreaterThanOrEqual(1);
  expect(await sessions()).toBeLessThanOrEqual(2);
  await runs.close();
  await expect.poll(sessions).toBe(0);
  await expect(runs.listRuns()).rejects.toMatchObject({ code: 'POOL_CLOSED' });
});

test('a query runs again if the server has closed the kept connection', async () => {
  const runs = openRuns({ connectionUrl: records.url, poolSize: 1 });
  try {
    await runs.listRuns();
    await records.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'wdh runs'`;
    await sleep(20);
    expect(await runs.listRuns()).toEqual({ items: [], next: null });
  } finally {
    await runs.close();
  }
});

test('a query ends at its time limit', async () => {
  const runs = openRuns({ connectionUrl: records.url, statementTimeoutMs: 1_500 });
  const lock = await records.sql.reserve();
  try {
    await lock`begin`;
    await lock`lock table pipeline_executions in access exclusive mode`;
    await expect(runs.listRuns()).rejects.toMatchObject({ code: 'STATEMENT_CANCELLED' });
  } finally {
    await lock`rollback`;
    lock.release();
    await runs.close();
  }
});

test('a database without the audit tables is reported', async () => {
  const { sql } = records;
  await sql`alter table run_events rename to run_events_elsewhere`;
  try {
    await expect(records.runs.eventsOf('run-1')).rejects.toMatchObject({
      code: 'AUDIT_TABLES_MISSING',
      category: 'schema',
    });
  } finally {
    await sql`alter table run_events_elsewhere rename to run_events`;
  }
});

test('a URL that cannot be read is refused before any connection', () => {
  expect(() => openRuns({ connectionUrl: 'mysql://localhost/x' })).toThrow(
    expect.objectContaining({ code: 'CONNECTION_URL_INVALID' }) as Error,
  );
});

test('a role that may only read can run every query, and cannot cancel a run', async () => {
  const { sql, url } = records;
  const role = `reader_${Math.random().toString(36).slice(2)}`;
  await sql.unsafe(`create role ${role}; grant usage on schema public to ${role};
    grant select on all tables in schema public to ${role}`);
  const runs = openRuns({ connectionUrl: `${url}?role=${role}` });
  try {
    expect(await runs.listRuns()).toEqual({ items: [], next: null });
    expect(await runs.getRun('none')).toBeNull();
    expect(await runs.stepsOf('none')).toEqual([]);
    expect(await runs.eventsOf('none')).toEqual({ items: [], after: 0, hasMore: false });
    expect(await runs.rejectedRows({ run: 'none' })).toEqual({ items: [], next: null });
    expect(await runs.countRejectedRows({ job: 'none' })).toEqual([]);
    expect(await runs.metricsOf({ job: 'none', metric: 'rows_read' })).toEqual([]);
    await expect(runs.requestCancel('none')).rejects.toMatchObject({ code: 'PRIVILEGE_MISSING' });
  } finally {
    await runs.close();
    await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
  }
});
