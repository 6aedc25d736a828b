import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { runMigrateCommand } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { auditFiles } from '../warehouse/audit-files.js';
import { migrateProgram } from '../warehouse/migrate-program.js';

let database: TestDatabase;
let sql: postgres.Sql;
let path: string;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  path = await mkdtemp(join(tmpdir(), 'wdh-command-'));
  await writeFile(join(path, 'url'), `${database.url}\n`, { mode: 0o600 });
  await writeFile(join(path, '0000_first.sql'), 'create table first (id int);');
  await writeFile(join(path, '0000_first.down.sql'), 'drop table first;');
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
  await rm(path, { recursive: true });
});

/** Runs the program of the package as a separate process. */
const wdhMigrate = (
  args: readonly string[],
  input = '',
): Promise<{ exitCode: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [migrateProgram, ...args],
      { cwd: path },
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });

test('the program migrates up, shows the status, verifies and migrates down', async () => {
  const where = ['--url-file', 'url', '--folder', 'my-job=.'];
  expect(await wdhMigrate(['up', ...where])).toEqual({
    exitCode: 0,
    stdout: [
      ...auditFiles.map((file) => `applied   warehouse-loader  ${file}\n`),
      'applied   my-job  0000_first.sql\n',
    ].join(''),
    stderr: '',
  });
  expect(
    await wdhMigrate(['status', '--folder', 'my-job=.', '--url-file', '-'], database.url),
  ).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^applied {3}warehouse-loader {2}0000_audit_tables.sql {2}\d{4}-[^]*\napplied {3}my-job {2}0000_first.sql {2}\d{4}/,
    ) as unknown,
  });
  expect(await wdhMigrate(['verify', ...where])).toMatchObject({
    exitCode: 0,
    stdout: `verified: all ${auditFiles.length + 1} migrations are applied, and the tables are unchanged since.\n`,
  });
  await sql`insert into first values (1)`;
  const refused = await wdhMigrate(['down', ...where]);
  expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
  expect(refused.stderr).toContain('[MIGRATION_DOWN_OVER_DATA]');
  expect(await wdhMigrate(['down', '1', '--force', ...where])).toMatchObject({
    exitCode: 0,
    stdout: 'reverted  my-job  0000_first.sql\nDestroyed: table public.first (1 row dropped).\n',
  });
}, 180_000);

const run = async (args: readonly string[], connectionUrl?: string) => {
  let printed = '';
  let complained = '';
  const exitCode = await runMigrateCommand(args, {
    folders: [auditMigrations],
    connectionUrl,
    print: (text) => (printed += text),
    complain: (text) => (complained += text),
  });
  return { exitCode, printed, complained };
};

test('up a second time has nothing to do', async () => {
  await run(['up'], database.url);
  expect(await run(['up'], database.url)).toMatchObject({
    exitCode: 0,
    printed: 'no migrations applied\n',
  });
});

test('verify of a column changed by hand exits with 5 and names it', async () => {
  await run(['up'], database.url);
  await sql`alter table data_quality_metrics alter column column_name type varchar(10)`;
  const { exitCode, complained } = await run(['verify'], database.url);
  expect(exitCode).toBe(5);
  expect(complained).toContain(
    'public.data_quality_metrics.column_name (expected text, found character varying(10))',
  );
});

test.each([
  ['no database', ['up'], undefined, 2, '--url-file'],
  ['an invalid URL', ['up'], 'my secret', 2, 'CONNECTION_URL_INVALID'],
  [
    'an unreachable server',
    ['up'],
    'postgres://me:secret@127.0.0.1:1/wdh',
    3,
    'DATABASE_UNREACHABLE',
  ],
  ['no such file', ['up', '--url-file', '/no/such/file'], undefined, 7, 'URL_FILE_UNREADABLE'],
  ['a folder twice', ['up', '--folder', 'warehouse-loader=.'], 'postgres://me@h/wdh', 2, 'TWICE'],
  [
    'no such folder',
    ['up', '--folder', 'a=/no/such'],
    'postgres://me@h/wdh',
    7,
    'MIGRATION_FOLDER',
  ],
])(
  '%s has its own exit code, and no secret in the error output',
  async (_, args, url, code, words) => {
    const { exitCode, complained, printed } = await run(args, url);
    expect({ exitCode, printed }).toEqual({ exitCode: code, printed: '' });
    expect(complained).toContain(words);
    expect(complained).not.toContain('secret');
  },
);

test('verify exits with 5 if migrations are pending', async () => {
  expect(await run(['verify'], database.url)).toMatchObject({ exitCode: 5 });
});

test('help needs no database', async () => {
  expect(await run(['--help'])).toMatchObject({
    exitCode: 0,
    printed: expect.stringContaining('Usage: wdh-migrate') as unknown,
  });
});
