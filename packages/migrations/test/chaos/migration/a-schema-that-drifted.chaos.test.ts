import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { migrateUp, verifyMigrations } from '../../../src/index.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();

beforeEach(async () => {
  const { write, target } = migrations;
  await write(
    '0000_first.sql',
    `create table first (
       id int primary key, note text not null default 'none', price numeric(10, 2),
       constraint price_positive check (price > 0));
     create index first_note_idx on first (note);`,
  );
  await write('0001_second.sql', 'alter table first add column day date;');
  await migrateUp(target);
});

test.each([
  [
    'a type that was changed by hand',
    'alter table first alter day type timestamp',
    'first.day',
    'date',
    'timestamp without time zone',
  ],
  [
    'NOT NULL that was dropped by hand',
    'alter table first alter note drop not null',
    'first.note',
    "text not null default 'none'::text",
    "text default 'none'::text",
  ],
  [
    'a default that was changed by hand',
    "alter table first alter note set default 'x'",
    'first.note',
    "text not null default 'none'::text",
    "text not null default 'x'::text",
  ],
  [
    'a column that was dropped by hand',
    'alter table first drop column day',
    'first.day',
    'date',
    'nothing',
  ],
  [
    'a column that was added by hand',
    'alter table first add extra int',
    'first.extra',
    'nothing',
    'integer',
  ],
  [
    'a column that was renamed by hand',
    'alter table first rename note to notes',
    'first.note',
    "text not null default 'none'::text",
    'nothing',
  ],
  [
    'a check that was dropped by hand',
    'alter table first drop constraint price_positive',
    'constraint price_positive of public.first',
    'CHECK ((price > (0)::numeric))',
    'nothing',
  ],
  [
    'an index that was dropped by hand',
    'drop index first_note_idx',
    'index public.first_note_idx',
    'CREATE INDEX first_note_idx ON public.first USING btree (note)',
    'nothing',
  ],
  ['a table that was dropped by hand', 'drop table first', 'public.first', 'table', 'nothing'],
])(
  'M04 %s: the preflight names it, with the expected and the found definition',
  async (_what, statement, object, expected, found) => {
    const { sql, target } = migrations;
    await sql.unsafe(statement);
    const outcome = await verifyMigrations(target).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'SCHEMA_DRIFTED', category: 'schema' });
    const { message } = outcome as Error;
    expect(message).toContain(`${object} (expected ${expected}, found ${found})`);
  },
);

test('M04 a schema that is older than the program: the preflight names the pending migrations', async () => {
  const { write, target } = migrations;
  await write('0002_third.sql', 'alter table first add column late int;');
  await expect(verifyMigrations(target)).rejects.toMatchObject({
    code: 'MIGRATION_PENDING',
    category: 'schema',
    message: expect.stringContaining('0002_third.sql of test job') as unknown,
  });
});

test('M04 a schema that is newer than the program: the preflight names the unknown migrations', async () => {
  const { path, target } = migrations;
  await rm(join(path, '0001_second.sql'));
  await expect(verifyMigrations(target)).rejects.toMatchObject({
    code: 'MIGRATION_MISSING',
    category: 'schema',
    message: expect.stringContaining('0001_second.sql of test job') as unknown,
  });
});

test('M04 many changes by hand: each one is named', async () => {
  const { sql, target } = migrations;
  await sql`alter table first drop column day, add extra int, alter note drop not null`;
  const outcome = await verifyMigrations(target).catch((error: unknown) => error);
  for (const object of ['first.day', 'first.extra', 'first.note']) {
    expect((outcome as Error).message).toContain(object);
  }
});
