import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { beforeEach, expect, test } from 'vitest';
import { migrateUp, verifyMigrations } from '../../../src/index.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();

beforeEach(async () => {
  const { write, target } = migrations;
  await write('0000_first.sql', 'create table first (id int);');
  await write('0001_second.sql', 'create table second (id int);');
  await migrateUp(target);
});

const remove = (file: string): Promise<void> => rm(join(migrations.path, file));
const { write } = migrations;

/** The change of the folder or of the table of applied migrations, and the refusal. */
const changes = [
  [
    'a file that was edited',
    () => write('0000_first.sql', 'create table first (id bigint);'),
    'MIGRATION_EDITED',
    '0000_first.sql',
  ],
  [
    'a file of which only a comment was edited',
    () => write('0001_second.sql', 'create table second (id int); -- as before'),
    'MIGRATION_EDITED',
    '0001_second.sql',
  ],
  [
    'a file that was deleted',
    () => remove('0001_second.sql'),
    'MIGRATION_MISSING',
    '0001_second.sql',
  ],
  [
    'a file with a number that is already used',
    () => write('0001_another.sql', 'select 1;'),
    'MIGRATION_NUMBER_TAKEN',
    '0001_',
  ],
  [
    'a file that is numbered before an applied one',
    async () => {
      await write('0003_fourth.sql', 'select 1;');
      await migrateUp(migrations.target);
      await write('0002_third.sql', 'select 1;');
    },
    'MIGRATION_OUT_OF_ORDER',
    '0002_third.sql',
  ],
  [
    'a missing record of an applied migration',
    () => migrations.sql`delete from schema_migrations where file = '0000_first.sql'`,
    'MIGRATION_OUT_OF_ORDER',
    '0000_first.sql',
  ],
  [
    'a file without a number',
    () => write('third.sql', 'select 1;'),
    'MIGRATION_NAME_INVALID',
    'third.sql',
  ],
  [
    'a file with a number that is too short',
    () => write('2_third.sql', 'select 1;'),
    'MIGRATION_NAME_INVALID',
    '2_third.sql',
  ],
] as const;

test.each(changes)(
  'M03 %s: it is refused by name, and nothing is applied',
  async (_what, change, code, file) => {
    const { sql, target } = migrations;
    await change();
    await write('0009_last.sql', 'create table last (id int);');
    const before = await dumpCatalog(sql);
    const refusal = { code, category: 'schema', message: expect.stringContaining(file) as unknown };
    await expect(migrateUp(target)).rejects.toMatchObject(refusal);
    await expect(verifyMigrations(target)).rejects.toMatchObject(refusal);
    expect(await dumpCatalog(sql)).toBe(before);
  },
);

test('M03 two folders with the same name: they are refused, and nothing is applied', async () => {
  const { sql, target, folder } = migrations;
  const before = await dumpCatalog(sql);
  await expect(migrateUp({ ...target, folders: [folder, folder] })).rejects.toMatchObject({
    code: 'MIGRATION_FOLDER_TWICE',
    category: 'usage',
  });
  expect(await dumpCatalog(sql)).toBe(before);
});
