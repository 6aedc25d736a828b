import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp, type MigrationFolder } from '@wdh/migrations';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { auditSteps } from '../warehouse/audit-files.js';
import { readCatalog } from '../warehouse/read-catalog.js';

let database: TestDatabase;
let sql: postgres.Sql;
let path: string;
let folder: MigrationFolder;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  path = await mkdtemp(join(tmpdir(), 'wdh-migrations-'));
  folder = { name: 'test job', path };
  await write('0000_first.sql', 'create table first (id int);');
  await write('0000_first.down.sql', 'drop table first;');
  await write('0001_second.sql', 'create table second (id int); insert into second values (1);');
});

afterEach(async () => {
  await sql.end();
  await database.drop();
  await rm(path, { recursive: true });
});

const write = (file: string, text: string): Promise<void> => writeFile(join(path, file), text);
const up = (...folders: readonly MigrationFolder[]) =>
  migrateUp({ connectionUrl: database.url, folders });
const applied = () => sql`select folder, file from schema_migrations order by applied_at, file`;

test('migrations of several folders are applied in order, once', async () => {
  const logger = createRecordingLogger();
  const folders = [auditMigrations, folder];
  const result = await migrateUp({ connectionUrl: database.url, folders, logger });
  expect(result.applied).toEqual([
    ...auditSteps,
    { folder: 'test job', file: '0000_first.sql' },
    { folder: 'test job', file: '0001_second.sql' },
  ]);
  expect(logger.eventNames).toEqual(result.applied.map(() => 'migration.applied'));
  expect(await up(...folders)).toEqual({ applied: [] });
  await write('0002_third.sql', 'alter table second add column name text;');
  expect((await up(...folders)).applied).toEqual([{ folder: 'test job', file: '0002_third.sql' }]);
  expect(await applied()).toHaveLength(result.applied.length + 1);
});

test('a folder that is not there is told by its path', async () => {
  const nowhere = { name: 'nowhere', path: join(path, 'nowhere') };
  await expect(up(nowhere)).rejects.toMatchObject({
    code: 'MIGRATION_FOLDER_UNREADABLE',
    category: 'file',
  });
});

test('line ends of a checkout do not count as an edit', async () => {
  await up(folder);
  await write('0000_first.sql', 'create table first (id int);');
  const crlf = join(path, '0001_second.sql');
  await write('0001_second.sql', (await readFile(crlf, 'utf8')).replaceAll('\n', '\r\n'));
  expect(await up(folder)).toEqual({ applied: [] });
});

test('tables land in schema public, whatever the search path of the role', async () => {
  await sql`create schema elsewhere`;
  await sql.unsafe(`alter database "${database.name}" set search_path to elsewhere, public`);
  await up(auditMigrations);
  const found = await sql`select schemaname from pg_tables where tablename = 'rejected_rows'`;
  expect(found).toEqual([{ schemaname: 'public' }]);
});

test('up, down and up again leave the same catalog', async () => {
  await up(auditMigrations);
  const first = await readCatalog(sql);
  const files = (await readdir(auditMigrations.path)).filter((file) => file.endsWith('.sql'));
  const downs = files
    .filter((file) => file.endsWith('.down.sql'))
    .sort()
    .reverse();
  expect(downs).toHaveLength(files.length / 2);
  for (const file of downs) {
    await sql.unsafe(await readFile(join(auditMigrations.path, file), 'utf8'));
  }
  await sql`delete from schema_migrations`;
  expect(await readCatalog(sql)).not.toContain('pipeline_executions');
  await up(auditMigrations);
  expect(await readCatalog(sql)).toBe(first);
});

test('the migrations are what drizzle-kit makes of the schema', async () => {
  const copy = join(path, 'generated');
  await cp(auditMigrations.path, copy, { recursive: true });
  const packageFolder = fileURLToPath(new URL('../../../runs', import.meta.url));
  const kit = fileURLToPath(
    new URL('../../../../node_modules/drizzle-kit/bin.cjs', import.meta.url),
  );
  // The tool takes relative paths only.
  const out = relative(packageFolder, copy);
  const schema = './src/schema.ts';
  const args = ['generate', '--dialect', 'postgresql', '--schema', schema, '--out', out];
  const { stdout } = await promisify(execFile)(process.execPath, [kit, ...args], {
    cwd: packageFolder,
  });
  expect(stdout).toContain('No schema changes');
}, 60_000);

test('what a file sets for the session ends with it', async () => {
  // As pg_dump does, and worse.
  await write(
    '0000_first.sql',
    `select pg_catalog.set_config('search_path', '', false); set datestyle to 'German';
     set standard_conforming_strings to off; set client_encoding to 'LATIN1';
     create table public.first (id int);`,
  );
  await write('0001_second.sql', String.raw`create table second (t text default 'ä\n');`);
  await up(folder);
  await sql`insert into second default values`;
  expect([...(await sql`select t from second`)]).toEqual([{ t: String.raw`ä\n` }]);
});

test('triggers that wait for COMMIT find what is in public', async () => {
  await write(
    '0000_first.sql',
    `create table first (id int); create table seen (id int);
     create function see() returns trigger language plpgsql as
       'begin insert into seen values (new.id); return null; end';
     create constraint trigger see after insert on first deferrable initially deferred
       for each row execute function see();`,
  );
  await write('0001_second.sql', 'insert into first values (1);');
  await write('0001_second.down.sql', 'delete from first; insert into first values (2);');
  await up(folder);
  expect([...(await sql`select id from seen`)]).toEqual([{ id: 1 }]);
});
