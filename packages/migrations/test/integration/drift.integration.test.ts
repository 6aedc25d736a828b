import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  migrateUp,
  migrationStatus,
  type MigrationFolder,
  verifyMigrations,
} from '../../src/index.js';
import { useMigrations } from '../database/use-migrations.js';

const migrations = useMigrations();
const { write } = migrations;

beforeEach(async () => {
  await write(
    '0000_first.sql',
    `create table first (
       id int primary key, note text not null default 'none', price numeric(10, 2),
       constraint price_positive check (price > 0));
     create index first_note_idx on first (note);`,
  );
  await write('0001_second.sql', 'alter table first add column day date;');
});

const addOther = () => migrations.addFolder({ '0000_other.sql': 'create table other (id int);' });
const target = (folders: readonly MigrationFolder[] = [migrations.folder]) => ({
  connectionUrl: migrations.url,
  folders,
});

test('a database that matches its folders is verified', async () => {
  const folders = [await addOther(), migrations.folder];
  await migrateUp(target(folders));
  expect(await verifyMigrations(target(folders))).toEqual({
    applied: 3,
    isCatalogCompared: true,
  });
});

test('objects of other folders and of other owners are not compared', async () => {
  const { folder } = migrations;
  const other = await addOther();
  await migrateUp(target([other, folder]));
  await migrations.sql`create table neighbour (id int)`;
  await migrations.sql`alter table other add column extra int`;
  expect(await verifyMigrations(target())).toMatchObject({ applied: 2 });
  await expect(verifyMigrations(target([other]))).rejects.toMatchObject({
    message: expect.stringContaining('public.other.extra') as unknown,
  });
});

test('changed owners and privileges are not drift', async () => {
  await migrateUp(target());
  await migrations.sql`grant select on first to public`;
  await migrations.sql`create role wdh_other_owner`;
  await migrations.sql`alter table first owner to wdh_other_owner`;
  const verified = await verifyMigrations(target());
  await migrations.sql`drop owned by wdh_other_owner cascade`;
  await migrations.sql`drop role wdh_other_owner`;
  expect(verified).toMatchObject({ applied: 2, isCatalogCompared: true });
});

test('a folder that changes the table of another folder causes no drift there', async () => {
  const other = await addOther();
  await write('0002_third.sql', 'alter table other add column extra int;');
  await migrateUp(target([other, migrations.folder]));
  expect(await verifyMigrations(target([other]))).toMatchObject({ applied: 1 });
});

test('status and verify report what is applied, pending, edited, missing and late', async () => {
  await expect(verifyMigrations(target())).rejects.toMatchObject({
    code: 'MIGRATION_PENDING',
    message: expect.stringContaining('0000_first.sql of test job, 0001_second.sql') as unknown,
  });
  await migrateUp(target());
  const states = async () =>
    (await migrationStatus(target())).map(({ file, state }) => `${file} ${state}`);
  expect(await states()).toEqual(['0000_first.sql applied', '0001_second.sql applied']);
  await write('0000_first.sql', 'create table first (id bigint);');
  expect(await states()).toEqual(['0000_first.sql edited', '0001_second.sql applied']);
  await expect(verifyMigrations(target())).rejects.toMatchObject({ code: 'MIGRATION_EDITED' });
  await rm(join(migrations.path, '0001_second.sql'));
  await write('0002_third.sql', 'select 1;');
  expect(await states()).toEqual([
    '0000_first.sql edited',
    '0001_second.sql missing',
    '0002_third.sql pending',
  ]);
  await expect(verifyMigrations(target())).rejects.toMatchObject({ code: 'MIGRATION_MISSING' });
  await migrations.sql`delete from schema_migrations where file = '0000_first.sql'`;
  expect((await states())[0]).toBe('0000_first.sql late');
});

test('a table of applied migrations of an earlier version is read, completed, and not reported as drift', async () => {
  await migrateUp(target());
  await migrations.sql`alter table schema_migrations drop column position, drop column changes, drop column down_sha256`;
  expect(await verifyMigrations(target())).toEqual({ applied: 2, isCatalogCompared: false });
  await write('0002_third.sql', 'create table third (id int);');
  expect((await migrateUp(target())).applied).toHaveLength(1);
  const found = await migrations.sql`select file from schema_migrations order by position`;
  expect(found.map((row) => String(row['file']))).toEqual([
    '0000_first.sql',
    '0001_second.sql',
    '0002_third.sql',
  ]);
});

test('a migration cannot end its transaction, and is rolled back as a whole', async () => {
  await write('0002_third.sql', 'create table third (id int); commit; select 1 / 0;');
  await expect(migrateUp(target())).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('must not contain begin, commit or rollback') as unknown,
  });
  expect(await migrations.sql`select to_regclass('third') as found`).toEqual([{ found: null }]);
});

test('quotes, comments and a missing last semicolon are allowed', async () => {
  await write('0002_third.sql', "select '$do_$', $$ ; $$; create table third (id int) -- last");
  await write('0003_empty.sql', '-- nothing yet');
  expect((await migrateUp(target())).applied).toHaveLength(4);
});
