import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { beforeEach, expect, test } from 'vitest';
import { migrateUp, type MigrationFolder } from '../../src/index.js';
import { useMigrations } from '../database/use-migrations.js';

const migrations = useMigrations();
const { write } = migrations;

beforeEach(async () => {
  await write('0000_first.sql', 'create table first (id int);');
  await write('0000_first.down.sql', 'drop table first;');
  await write('0001_second.sql', 'create table second (id int); insert into second values (1);');
});

const up = (...folders: readonly MigrationFolder[]) =>
  migrateUp({ connectionUrl: migrations.url, folders });

test('migrations of several folders are applied in order, once', async () => {
  const logger = createRecordingLogger();
  const other = await migrations.addFolder({ '0000_other.sql': 'create table other (id int);' });
  const folders = [other, migrations.folder];
  const result = await migrateUp({ connectionUrl: migrations.url, folders, logger });
  expect(result.applied).toEqual([
    { folder: 'another job', file: '0000_other.sql' },
    { folder: 'test job', file: '0000_first.sql' },
    { folder: 'test job', file: '0001_second.sql' },
  ]);
  expect(logger.eventNames).toEqual(result.applied.map(() => 'migration.applied'));
  expect(await up(...folders)).toEqual({ applied: [] });
  await write('0002_third.sql', 'alter table second add column name text;');
  expect((await up(...folders)).applied).toEqual([{ folder: 'test job', file: '0002_third.sql' }]);
  expect(await migrations.applied()).toHaveLength(result.applied.length + 1);
});

test('a folder that does not exist is named by its path', async () => {
  const nowhere = { name: 'nowhere', path: join(migrations.path, 'nowhere') };
  await expect(up(nowhere)).rejects.toMatchObject({
    code: 'MIGRATION_FOLDER_UNREADABLE',
    category: 'file',
  });
});

test('changed line ends are not an edit', async () => {
  await up(migrations.folder);
  await write('0000_first.sql', 'create table first (id int);');
  const crlf = join(migrations.path, '0001_second.sql');
  await write('0001_second.sql', (await readFile(crlf, 'utf8')).replaceAll('\n', '\r\n'));
  expect(await up(migrations.folder)).toEqual({ applied: [] });
});

test('session settings of a file are reset after it', async () => {
  // Like files of pg_dump, and more.
  await write(
    '0000_first.sql',
    `select pg_catalog.set_config('search_path', '', false); set datestyle to 'German';
     set standard_conforming_strings to off; set client_encoding to 'LATIN1';
     create table public.first (id int);`,
  );
  await write('0001_second.sql', String.raw`create table second (t text default 'ä\n');`);
  await up(migrations.folder);
  await migrations.sql`insert into second default values`;
  expect([...(await migrations.sql`select t from second`)]).toEqual([{ t: String.raw`ä\n` }]);
});

test('deferred triggers find objects in schema public', async () => {
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
  await up(migrations.folder);
  expect([...(await migrations.sql`select id from seen`)]).toEqual([{ id: 1 }]);
});
