import { randomBytes } from 'node:crypto';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { migrateDown, migrateUp } from '../../../src/index.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();
const role = `wdh_plain_${randomBytes(4).toString('hex')}`;
const admin = postgres(inject('serverUrl'), { max: 1, onnotice: () => undefined });

beforeAll(async () => {
  await admin.unsafe(`create role ${role} login password '${role}'`);
});

afterAll(async () => {
  await admin.unsafe(`drop role ${role}`);
  await admin.end();
});

beforeEach(() => migrations.write('0000_first.sql', 'create table first (id int);'));

/** The folders and the database for the plain role. */
function targetOfRole() {
  const url = new URL(migrations.url);
  url.username = role;
  url.password = role;
  return { connectionUrl: url.href, folders: [migrations.folder] };
}

const targetOfOwner = () => ({ ...targetOfRole(), connectionUrl: migrations.url });

/** The existing grants, and the missing one. */
const cases = [
  ['on a fresh database', '', [], 'CREATE on schema public'],
  [
    'that may not read the applied migrations',
    '',
    ['migrated'],
    'SELECT on public.schema_migrations',
  ],
  [
    'that may read the applied migrations',
    'grant select on schema_migrations to',
    ['migrated'],
    'CREATE on schema public and INSERT on public.schema_migrations',
  ],
  [
    'that may create tables, but not record migrations',
    'grant create on schema public to %; grant select on schema_migrations to',
    ['migrated'],
    'INSERT on public.schema_migrations',
  ],
] as const;

test.each(cases)(
  'M06 a role without CREATE, %s: it cannot migrate up, and the error names the missing grant',
  async (_which, grants, before, grant) => {
    const { sql, write } = migrations;
    if (before.length > 0) await migrateUp(targetOfOwner());
    if (grants !== '') await sql.unsafe(`${grants.replace('%', role)} ${role}`);
    await write('0001_second.sql', 'create table second (id int);');
    const dump = await dumpCatalog(sql);
    await expect(migrateUp(targetOfRole())).rejects.toMatchObject({
      code: 'PRIVILEGE_MISSING',
      category: 'schema',
      message: expect.stringContaining(`lacks ${grant}`) as unknown,
    });
    expect(await dumpCatalog(sql)).toBe(dump);
    await sql.unsafe(`drop owned by ${role}`);
  },
);

test('M06 a role that may not delete applied migrations: it cannot migrate down, even with force, and the error names the missing grant', async () => {
  const { sql, write } = migrations;
  await write('0000_first.down.sql', 'drop table first;');
  await migrateUp(targetOfOwner());
  await sql.unsafe(`grant select, insert on schema_migrations to ${role}`);
  const dump = await dumpCatalog(sql);
  await expect(migrateDown({ ...targetOfRole(), force: true })).rejects.toMatchObject({
    code: 'PRIVILEGE_MISSING',
    message: expect.stringContaining('DELETE on public.schema_migrations') as unknown,
  });
  expect(await dumpCatalog(sql)).toBe(dump);
  await sql.unsafe(`drop owned by ${role}`);
});

test('M06 a role that may create tables, but does not own a table that a migration alters: the migration is rolled back', async () => {
  const { sql, write } = migrations;
  await migrateUp(targetOfOwner());
  await sql.unsafe(`grant create on schema public to ${role};
    grant select, insert, delete on schema_migrations to ${role}`);
  await write('0001_second.sql', 'create table second (id int); alter table first add n int;');
  const dump = await dumpCatalog(sql);
  await expect(migrateUp(targetOfRole())).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    category: 'schema',
    message: expect.stringContaining('must be owner of table first') as unknown,
  });
  expect(await dumpCatalog(sql)).toBe(dump);
  await sql.unsafe(`drop owned by ${role}`);
});
