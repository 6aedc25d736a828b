import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrateDown, migrateUp, migrationStatus, verifyMigrations } from '../../src/index.js';
import { useMigrations } from '../database/use-migrations.js';

const migrations = useMigrations();
const sql = "create table names (name text);\ninsert into names values ('Müller €');\n";

test('a byte order mark is neither part of the statements nor an edit', async () => {
  await migrations.write('0000_names.sql', sql);
  await migrateUp(migrations.target);
  await migrations.write('0000_names.sql', `\uFEFF${sql.replaceAll('\n', '\r\n')}`);
  expect(await migrateUp(migrations.target)).toEqual({ applied: [] });
  await migrations.write('0001_more.sql', '\uFEFFcreate table more (id int);');
  await migrateUp(migrations.target);
  expect(await migrations.sql`select name from names`).toEqual([{ name: 'Müller €' }]);
});

const ways = { migrateUp, migrateDown, migrationStatus, verifyMigrations };

test.each(Object.entries(ways))('%s names file and line of an invalid encoding', async (_, run) => {
  await migrations.write('0000_first.sql', 'create table first (id int);');
  await writeFile(join(migrations.path, '0001_names.sql'), Buffer.from(sql, 'latin1'));
  const error: unknown = await run(migrations.target).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'MIGRATION_NOT_UTF8', category: 'schema' });
  expect((error as Error).message).toContain(
    '0001_names.sql of test job contains bytes that are not UTF-8 (line 2)',
  );
  const [found] = await migrations.sql`select to_regclass('public.first') as first`;
  expect(found).toEqual({ first: null });
});

test('a down file with an invalid encoding is named', async () => {
  await migrations.write('0000_first.sql', 'create table first (id int);');
  await writeFile(
    join(migrations.path, '0000_first.down.sql'),
    Buffer.from('drop table first', 'utf16le'),
  );
  await expect(migrateUp(migrations.target)).rejects.toThrow('0000_first.down.sql of test job');
});
