import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, verifyMigrations } from '@wdh/migrations';
import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';
import { auditFiles } from '../warehouse/audit-files.js';
import { memorySource } from '../warehouse/memory-source.js';

const folders = [auditMigrations];
let database: TestDatabase;
let admin: postgres.Sql;
let loaderSql: postgres.Sql;

/** The address of the same database for another role. */
const urlOf = (role: string): string => {
  const url = new URL(database.url);
  url.username = role;
  url.password = `${role} secret`;
  return url.href;
};

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  admin = postgres(database.url, { max: 1, onnotice: () => undefined });
  const script = await readFile(
    fileURLToPath(new URL('../../../runs/roles.sql', import.meta.url)),
    'utf8',
  );
  await admin.unsafe(script);
  await admin.unsafe(script);
  await admin.unsafe(`
    alter role wdh_migrator password 'wdh_migrator secret';
    alter role wdh_loader password 'wdh_loader secret';`);
  await migrateUp({ connectionUrl: urlOf('wdh_migrator'), folders });
  const migrator = postgres(urlOf('wdh_migrator'), { max: 1 });
  await migrator.unsafe(`
    create table items (id int primary key, number serial, name text not null);
    grant delete on items to wdh_loader`);
  await migrator.end();
  loaderSql = postgres(urlOf('wdh_loader'), { max: 1 });
});

afterAll(async () => {
  await loaderSql.end({ timeout: 1 });
  await admin.end({ timeout: 1 });
  await database.drop();
});

test('the migrator owns the objects that it created', async () => {
  const owners = await admin`
    select distinct tableowner as owner from pg_tables where schemaname = 'public'`;
  expect(owners).toEqual([{ owner: 'wdh_migrator' }]);
});

test('the loader role loads in every mode, audited', async () => {
  const loader = new WarehouseLoader({ connectionUrl: urlOf('wdh_loader') });
  const rows = (name: string) => [1, 2].map((id) => ({ id, name }));
  const load = (name: string, mode: 'append' | 'upsert' | 'replace') => {
    const bound = new Pipeline<{ id: number; name: string }>(`items ${mode}`).bind(
      memorySource(rows(name)),
    );
    return loader.loadPipeline(bound, { into: 'items', mode, upsertKeys: ['id'] });
  };
  try {
    expect(await load('one', 'append')).toMatchObject({ status: 'success', rows: { inserted: 2 } });
    expect(await load('two', 'upsert')).toMatchObject({ status: 'success', rows: { updated: 2 } });
    expect(await load('three', 'replace')).toMatchObject({ rows: { inserted: 2 } });
  } finally {
    await loader.close();
  }
  expect(await admin`select distinct name from items`).toEqual([{ name: 'three' }]);
});

test.each([
  ['create table', 'create table stolen (id int)'],
  ['create schema', 'create schema stolen'],
  ['add a column', 'alter table items add column extra int'],
  ['drop a table', 'drop table items'],
  ['truncate', 'truncate items'],
  ['drop an index', 'drop index items_pkey'],
  ['delete from the audit', 'delete from pipeline_executions'],
  ['change an event of a run', "update run_events set level = 'info'"],
  ['delete the events of a run', 'delete from run_events'],
  ['forge an applied migration', "insert into schema_migrations values ('a', 'b', 'c')"],
  ['delete the applied migrations', 'delete from schema_migrations'],
])('the loader role cannot %s', async (_, statement) => {
  await expect(loaderSql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
});

test('the loader role runs a failed run again, and deletes the rejected rows that it kept', async () => {
  const loader = new WarehouseLoader({ connectionUrl: urlOf('wdh_loader') });
  const config = { stopOnError: false, errorThreshold: 0 };
  const load = (errorThreshold: number) =>
    loader.loadPipeline(
      new Pipeline<{ id: number; name: string }>('again', { ...config, errorThreshold })
        .addStep(
          rowStep('check_ids', (row) =>
            row.id === 1 ? rejectRow({ field: 'id', code: 'ONE', message: 'is one' }) : row,
          ),
        )
        .bind(memorySource([1, 2].map((id) => ({ id, name: 'again' }))), { executionId: 'again' }),
      {
        into: 'items',
        mode: 'upsert',
        upsertKeys: ['id'],
        delivery: { confirm: () => Promise.resolve() },
      },
    );
  try {
    await expect(load(0)).rejects.toMatchObject({ code: 'ERROR_THRESHOLD_EXCEEDED' });
    expect(await load(1)).toMatchObject({ status: 'success', rows: { rejected: 1 } });
  } finally {
    await loader.close();
  }
  const rejects = await admin`select from rejected_rows where execution_id = 'again'`;
  expect(rejects).toHaveLength(1);
  const denied = loaderSql`delete from run_events`;
  await expect(denied).rejects.toMatchObject({ code: '42501' });
});

test('the loader role can verify the schema before it loads', async () => {
  expect(await verifyMigrations({ connectionUrl: urlOf('wdh_loader'), folders })).toMatchObject({
    applied: auditFiles.length,
  });
});

test('the loader role may migrate up if all migrations are applied', async () => {
  const target = { connectionUrl: urlOf('wdh_loader'), folders };
  expect(await migrateUp(target)).toEqual({ applied: [] });
});

test('up, down and up again leave the same owners and privileges', async () => {
  const target = { connectionUrl: urlOf('wdh_migrator'), folders };
  const before = await dumpCatalog(admin);
  expect(before).toContain('wdh_loader=arw/wdh_migrator');
  await migrateDown({ ...target, steps: auditFiles.length, force: true });
  await migrateUp(target);
  expect(await dumpCatalog(admin)).toBe(before);
});
