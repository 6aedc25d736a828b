import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, dumpCatalog, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, type MigrationFolder } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { getConstructionPlans } from 'pg-boss';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { bossSchemaVersion } from '../../src/boss/boss-schema.js';
import { openQueue, queueMigrations } from '../../src/index.js';

let database: TestDatabase;
let sql: postgres.Sql;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
});

afterEach(async () => {
  await sql.end();
  await database.drop();
});

/** The migrations of pg-boss alone, without those of our own tables. */
async function bossMigrations(): Promise<MigrationFolder> {
  const path = await mkdtemp(join(tmpdir(), 'wdh-queue-'));
  for (const file of await readdir(queueMigrations.path)) {
    if (/^\d{4}_pg_boss.*\.sql$/.test(file))
      await cp(join(queueMigrations.path, file), join(path, file));
  }
  return { name: 'queue', path };
}

/** The catalog without the table of applied migrations, and the partitions that are named by the day. */
const catalog = async (): Promise<string> =>
  (await dumpCatalog(sql)).replace(/^.*(?:schema_migrations|queue_stats_\d{8}).*\n?/gm, '');

test('the migrations create the schema of the installed pg-boss, and nothing else', async () => {
  await sql.unsafe(getConstructionPlans('wdh_queue'));
  const installed = await catalog();
  const versions = await sql`select version from wdh_queue.version`;
  // If this fails, pg-boss was upgraded: add a migration NNNN_pg_boss_<version>.sql with the statements of
  // its getMigrationPlans('wdh_queue', <version of the database>), and raise bossSchemaVersion.
  expect(versions).toEqual([{ version: bossSchemaVersion }]);
  await sql.unsafe('drop schema wdh_queue cascade');
  const folder = await bossMigrations();
  await migrateUp({ connectionUrl: database.url, folders: [folder] });
  expect(await catalog()).toBe(installed);
  expect(await sql`select version from wdh_queue.version`).toEqual(versions);
  await rm(folder.path, { recursive: true });
});

test('up, down and up again leave the same catalog', async () => {
  const target = { connectionUrl: database.url, folders: [queueMigrations] };
  const empty = await catalog();
  const { applied } = await migrateUp(target);
  const full = await catalog();
  // The version of pg-boss is a row that counts as data.
  const { reverted } = await migrateDown({ ...target, steps: applied.length, force: true });
  expect(reverted).toEqual(applied.toReversed());
  expect(await catalog()).toBe(empty);
  await migrateUp(target);
  expect(await catalog()).toBe(full);
});

test('openQueue applies the migrations, and a second process finds them applied', async () => {
  const first = await openQueue({ connectionUrl: database.url });
  const second = await openQueue({ connectionUrl: database.url });
  expect(await first.status()).toEqual({ jobs: [], running: [], dead: [], lost: [], workers: [] });
  await Promise.all([first.close(), second.close()]);
});

test('the roles of the records of runs receive what the queue needs', async () => {
  const [writer, reader] = [`${database.name}_w`, `${database.name}_r`];
  await sql.unsafe(`create role ${writer}; create role ${reader}`);
  await migrateUp({ connectionUrl: database.url, folders: [auditMigrations] });
  await sql.unsafe(`grant select, insert, update on pipeline_executions to ${writer};
    grant select on pipeline_executions to ${reader}`);
  await migrateUp({ connectionUrl: database.url, folders: [queueMigrations] });
  const may = (role: string, privilege: string) =>
    sql`select has_table_privilege(${role}, 'wdh_queue.job_common', ${privilege}) as may,
      has_schema_privilege(${role}, 'wdh_queue', 'USAGE') as uses`;
  expect(await may(writer, 'DELETE')).toEqual([{ may: true, uses: true }]);
  expect(await may(reader, 'SELECT')).toEqual([{ may: true, uses: true }]);
  expect(await may(reader, 'INSERT')).toEqual([{ may: false, uses: true }]);
  await sql.unsafe(`drop owned by ${writer}, ${reader}; drop role ${writer}, ${reader}`);
});
