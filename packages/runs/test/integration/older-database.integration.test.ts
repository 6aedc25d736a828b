import { readFile } from 'node:fs/promises';
import { createTestDatabase, dumpCatalog, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, verifyMigrations } from '@wdh/migrations';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { auditMigrations, openRuns, type Runs } from '../../src/index.js';

let database: TestDatabase;
let sql: postgres.Sql;
let runs: Runs;
let target: Parameters<typeof migrateUp>[0];

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  runs = openRuns({ connectionUrl: database.url });
  target = { connectionUrl: database.url, folders: [auditMigrations] };
  const dump = new URL('../fixtures/schema-0003.sql', import.meta.url);
  await sql.unsafe(await readFile(dump, 'utf8'));
  // The dump sets the search path of its session.
  await sql`reset all`;
});

afterEach(async () => {
  await runs.close();
  await sql.end({ timeout: 1 });
  await database.drop();
});

test('an older database gets only the later migrations, and is verified', async () => {
  const { applied } = await migrateUp(target);
  expect(applied[0]?.file).toBe('0004_runs_as_records.sql');
  expect(applied).toContainEqual({ folder: 'warehouse-loader', file: '0005_run_queries.sql' });
  expect(await verifyMigrations(target)).toMatchObject({ applied: 4 + applied.length });
});

test('an older database ends with the catalog of a new one', async () => {
  await migrateUp(target);
  const fresh = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  const freshSql = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  try {
    await migrateUp({ ...target, connectionUrl: fresh.url });
    await sql`drop table public.strikes`;
    expect(await dumpCatalog(sql)).toBe(await dumpCatalog(freshSql));
  } finally {
    await freshSql.end({ timeout: 1 });
    await fresh.drop();
  }
});

test('queries return the runs, rejected rows and figures of an older database', async () => {
  await migrateUp(target);
  const { items } = await runs.listRuns({ isAscending: true });
  expect(items.map(({ executionId, status }) => `${executionId} ${status}`)).toEqual([
    'exec_old_success success',
    'exec_old_skipped skipped',
    'exec_old_rehearsed rehearsed',
    'exec_old_failed failed',
    'exec_old_killed abandoned',
    'exec_old_other success',
  ]);
  expect(await runs.getRun('exec_old_success')).toMatchObject({
    jobName: null,
    trigger: null,
    request: null,
    children: [],
    warnings: 0,
    rows: { read: 3, loaded: 2, inserted: 2, rejected: 1, filtered: 0 },
  });
  expect(await runs.getRun('exec_old_failed')).toMatchObject({
    errorCode: 'ERROR_THRESHOLD_EXCEEDED',
  });
  expect(await runs.stepsOf('exec_old_success')).toEqual([]);
  expect(await runs.eventsOf('exec_old_success')).toEqual({ items: [], after: 0, hasMore: false });
  const rejected = await runs.rejectedRows({ run: 'exec_old_success' });
  expect(rejected.items).toMatchObject([
    {
      rowNumber: 3,
      code: 'SPECIES_MISSING',
      input: { id: 3, day: '2025-03-06', species: '' },
      record: null,
      resolvedAt: null,
    },
  ]);
  const figures = await runs.metricsOf({ run: 'exec_old_success' });
  expect(figures).toContainEqual(
    expect.objectContaining({ column: null, metric: 'rows_read', value: 3 }),
  );
  expect(await sql`select run from public.wdh_runs`).toHaveLength(6);
});

test('down and up again keeps the runs of an older database', async () => {
  const before = await dumpCatalog(sql);
  const rows = await sql`select * from public.pipeline_executions order by execution_id`;
  const { applied } = await migrateUp(target);
  await migrateDown({ ...target, steps: applied.length });
  expect(await dumpCatalog(sql)).toBe(before);
  expect([...(await sql`select * from public.pipeline_executions order by execution_id`)]).toEqual([
    ...rows,
  ]);
  await migrateUp(target);
  expect((await runs.listRuns()).items).toHaveLength(6);
});
