import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { beforeEach, expect, test } from 'vitest';
import {
  migrateDown,
  type MigrateDownOptions,
  migrateUp,
  migrationStatus,
} from '../../src/index.js';
import { useMigrations } from '../database/use-migrations.js';

const migrations = useMigrations();
const { write, applied, addFolder } = migrations;
const another = {
  '0000_other.sql': 'create table other (id int);',
  '0000_other.down.sql': 'drop table other;',
};

beforeEach(async () => {
  await write('0000_first.sql', 'create table first (id int primary key, note text);');
  await write('0000_first.down.sql', 'drop table first;');
  await write('0001_second.sql', 'create table second (id int references first);');
  await write('0001_second.down.sql', 'drop table second;');
});

const up = () => migrateUp(migrations.target);
const down = (more: Partial<MigrateDownOptions> = {}) =>
  migrateDown({ ...migrations.target, ...more });
const refusal = (code: string, ...words: readonly string[]) => ({
  code,
  category: 'schema',
  message: expect.stringMatching(new RegExp(words.join('.*'))) as unknown,
});

test('up, down and up again leave the same catalog, with every kind of object', async () => {
  const { sql, url: connectionUrl, folder } = migrations;
  await write(
    '0002_everything.sql',
    `create schema shop;
     create type shop.mood as enum ('good', 'bad');
     create domain shop.share as numeric check (value between 0 and 1);
     create sequence shop.ticket increment by 5;
     create table shop."Sales day" (
       id bigint generated always as identity primary key,
       code serial unique,
       mood shop.mood not null default 'good',
       part shop.share, first_id int references first on delete cascade,
       twice bigint generated always as (id * 2) stored,
       constraint positive check (code > 0));
     create index on shop."Sales day" (mood) where part is not null;
     comment on table shop."Sales day" is 'one a day';
     comment on column shop."Sales day".part is 'of the whole';
     create view shop.good as select id from shop."Sales day" where mood = 'good';
     create function shop.touch() returns trigger language plpgsql as $$ begin return new; end $$;
     create trigger touch before insert on shop."Sales day" for each row execute function shop.touch();
     alter table shop."Sales day" enable row level security;
     create policy everybody on shop."Sales day" using (true);
     grant select on shop."Sales day" to public;
     alter table first add column size int not null default 7;`,
  );
  await write(
    '0002_everything.down.sql',
    'drop schema shop cascade; alter table first drop column size;',
  );
  const folders = [await addFolder(another), folder];
  const empty = await dumpCatalog(sql);
  await migrateUp({ connectionUrl, folders });
  const full = await dumpCatalog(sql);
  expect(full).toContain('Sales day');
  const { reverted } = await migrateDown({ connectionUrl, folders, steps: 99 });
  expect(reverted).toEqual([
    { folder: 'test job', file: '0002_everything.sql' },
    { folder: 'test job', file: '0001_second.sql' },
    { folder: 'test job', file: '0000_first.sql' },
    { folder: 'another job', file: '0000_other.sql' },
  ]);
  expect(await applied()).toEqual([]);
  const appliedMigrations = /^.*schema_migrations.*\n?/gm;
  expect((await dumpCatalog(sql)).replace(appliedMigrations, '')).toBe(empty);
  await migrateUp({ connectionUrl, folders });
  expect(await dumpCatalog(sql)).toBe(full);
});

test('the requested number of migrations is reverted, the last one first', async () => {
  await up();
  const logger = createRecordingLogger();
  const result = await down({ logger });
  expect(result).toEqual({ reverted: [{ folder: 'test job', file: '0001_second.sql' }], lost: [] });
  expect(logger.eventNames).toEqual(['migration.reverted']);
  expect(await applied()).toEqual(['0000_first.sql']);
  await down();
  expect(await down()).toEqual({ reverted: [], lost: [] });
});

test('only migrations of the passed folders are reverted', async () => {
  const { url: connectionUrl, folder } = migrations;
  await migrateUp({ connectionUrl, folders: [folder, await addFolder(another)] });
  expect(await down()).toMatchObject({ reverted: [{ file: '0001_second.sql' }] });
  expect(await applied()).toEqual(['0000_first.sql', '0000_other.sql']);
});

test('a down file that does not restore the previous state is refused, with the differences', async () => {
  await write('0002_third.sql', 'alter table first add size int, alter note set not null;');
  await write('0002_third.down.sql', 'alter table first alter note drop not null;');
  await up();
  await expect(down()).rejects.toMatchObject(
    refusal('MIGRATION_DOWN_INCOMPLETE', 'public.first.size', 'expected nothing, found integer'),
  );
  expect(await applied()).toHaveLength(3);
  const logger = createRecordingLogger();
  await write(
    '0002_third.down.sql',
    'alter table first alter note drop not null, drop column size;',
  );
  expect((await down({ logger })).reverted).toHaveLength(1);
  expect(logger.eventNames).toEqual(['migration.down.edited', 'migration.reverted']);
});

test('a down migration that fails halfway changes nothing', async () => {
  await write('0000_first.down.sql', 'drop table first; select 1 / 0;');
  await up();
  const { sql } = migrations;
  const before = await dumpCatalog(sql);
  await expect(down({ steps: 2 })).rejects.toMatchObject(
    refusal('MIGRATION_FAILED', '0000_first.down.sql of test job'),
  );
  expect(await dumpCatalog(sql)).toBe(before);
  expect(await applied()).toHaveLength(2);
});

test('a missing down migration, an edited and a missing file are refused by name', async () => {
  await up();
  await rm(join(migrations.path, '0001_second.down.sql'));
  await expect(down()).rejects.toMatchObject(
    refusal('MIGRATION_DOWN_MISSING', '0001_second.down.sql'),
  );
  await write('0001_second.sql', 'create table second (id bigint);');
  await expect(down()).rejects.toMatchObject(refusal('MIGRATION_EDITED', '0001_second.sql'));
  await rm(join(migrations.path, '0001_second.sql'));
  await expect(down()).rejects.toMatchObject(refusal('MIGRATION_MISSING', '0001_second.sql'));
  expect(await applied()).toHaveLength(2);
});

test.each([0, -1, 1.5, Number.NaN])('%d is refused as a number of steps', async (steps) => {
  await expect(down({ steps })).rejects.toMatchObject({ code: 'STEPS_INVALID', category: 'usage' });
});

test('without a table of applied migrations nothing is reverted, and no table is created', async () => {
  expect(await down()).toEqual({ reverted: [], lost: [] });
  expect(await migrationStatus(migrations.target)).toMatchObject([
    { file: '0000_first.sql', state: 'pending', appliedAt: null },
    { file: '0001_second.sql', state: 'pending', appliedAt: null },
  ]);
  expect(await migrations.sql`select to_regclass('schema_migrations') as found`).toEqual([
    { found: null },
  ]);
});
