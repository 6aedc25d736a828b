import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase, dumpCatalog, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, migrationStatus, verifyMigrations } from '@wdh/migrations';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { auditMigrations } from '../../src/index.js';

let database: TestDatabase;
let sql: postgres.Sql;
let target: Parameters<typeof migrateUp>[0];

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  target = { connectionUrl: database.url, folders: [auditMigrations] };
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

test('tables are created in schema public, with any search path of the role', async () => {
  await sql`create schema elsewhere`;
  await sql.unsafe(`alter database "${database.name}" set search_path to elsewhere, public`);
  await migrateUp(target);
  const found = await sql`select schemaname from pg_tables where tablename = 'rejected_rows'`;
  expect(found).toEqual([{ schemaname: 'public' }]);
});

test('up, down and up again leave the same catalog', async () => {
  const empty = await dumpCatalog(sql);
  const { applied } = await migrateUp(target);
  const full = await dumpCatalog(sql);
  expect(full).toContain('pipeline_executions');
  const { reverted } = await migrateDown({ ...target, steps: 99 });
  expect(reverted).toEqual(applied.toReversed());
  expect((await dumpCatalog(sql)).replace(/^.*schema_migrations.*\n?/gm, '')).toBe(empty);
  await migrateUp(target);
  expect(await dumpCatalog(sql)).toBe(full);
});

test('the spend of runs comes and goes without a trace', async () => {
  await migrateUp(target);
  // A column that comes again has another number, because those of dropped columns are not used again.
  const catalog = async () =>
    (await dumpCatalog(sql))
      .split('\n')
      .map((line) => line.replace(/^(column \S+) \d+/, '$1'))
      .toSorted()
      .join('\n');
  const withSpend = await catalog();
  const { reverted } = await migrateDown({ ...target, steps: 1 });
  expect(JSON.stringify(reverted)).toContain('0009_spend_of_runs');
  const without = await catalog();
  expect(without).not.toContain('cost_usd');
  await migrateUp(target);
  expect(await catalog()).toBe(withSpend);
  await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
    status, target, load_mode, cost_usd) values ('paid', 'p', '1', now(), 'success', 't', 'append', 6)`;
  await expect(migrateDown({ ...target, steps: 1 })).rejects.toMatchObject({
    code: 'MIGRATION_DOWN_OVER_DATA',
  });
  await migrateDown({ ...target, steps: 1, force: true });
  expect(await catalog()).toBe(without);
});

test('the tables of a migrated database are verified, and a manual change is named', async () => {
  const { applied } = await migrateUp(target);
  expect(await verifyMigrations(target)).toEqual({
    applied: applied.length,
    isCatalogCompared: true,
  });
  await sql`alter table rejected_rows add column extra int`;
  await expect(verifyMigrations(target)).rejects.toMatchObject({
    message: expect.stringContaining('public.rejected_rows.extra') as unknown,
  });
});

test('the migrations match the schema of drizzle-kit', async () => {
  const path = await mkdtemp(join(tmpdir(), 'wdh-audit-'));
  const copy = join(path, 'generated');
  await cp(auditMigrations.path, copy, { recursive: true });
  const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
  const kit = fileURLToPath(
    new URL('../../../../node_modules/drizzle-kit/bin.cjs', import.meta.url),
  );
  // The tool accepts relative paths only.
  const out = relative(packageFolder, copy);
  const args = ['generate', '--dialect', 'postgresql', '--schema', './src/schema.ts', '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, [kit, ...args], {
    cwd: packageFolder,
  });
  await rm(path, { recursive: true });
  expect(stdout).toContain('No schema changes');
}, 180_000);

test('dry runs that were recorded as skipped become rehearsed, and skipped again after the down migration', async () => {
  const states = async () =>
    (
      await sql`select execution_id, status, error_code from pipeline_executions order by execution_id`
    ).map((run) => Object.values(run).join(' ').trim());
  await migrateUp(target);
  const all = { ...target, steps: (await migrationStatus(target)).length - 1 };
  await migrateDown(all);
  await sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
      started_at, status, target, load_mode, error_code)
    values ('dry', 'p', '1', now(), 'skipped', 't', 'append', 'DRY_RUN'),
      ('known', 'p', '1', now(), 'skipped', 't', 'append', null)`;
  await migrateUp(target);
  expect(await states()).toEqual(['dry rehearsed', 'known skipped']);
  await migrateDown(all);
  expect(await states()).toEqual(['dry skipped DRY_RUN', 'known skipped']);
});
