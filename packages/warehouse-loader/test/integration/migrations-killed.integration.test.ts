import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrateDown, migrateUp, type MigrationFolder, verifyMigrations } from '../../src/index.js';
import { dumpCatalog } from '../warehouse/dump-catalog.js';
import { eventually } from '../warehouse/eventually.js';

let database: TestDatabase;
let sql: postgres.Sql;
let path: string;
let folder: MigrationFolder;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 3, onnotice: () => undefined });
  path = await mkdtemp(join(tmpdir(), 'wdh-killed-'));
  folder = { name: 'test job', path };
  await write('0000_first.sql', 'create table first (id int); insert into first values (1);');
  await migrateUp(target());
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
  await rm(path, { recursive: true });
});

const write = (file: string, text: string): Promise<void> => writeFile(join(path, file), text);
const target = () => ({ connectionUrl: database.url, folders: [folder] });

/** Statements that wait at one place for an advisory lock, which the test holds. */
const statements = (waitsAt: number): string =>
  [
    'create table second (id int);',
    'alter table first add column name text;',
    'update first set id = 2;',
    'create index on second (id);',
  ]
    .toSpliced(waitsAt, 0, 'select pg_advisory_xact_lock(4711);')
    .join('\n');

const sleeper = async () => {
  const [found] = await sql<{ pid: number }[]>`
    select pid from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`;
  return found?.pid;
};
const sessions = async () =>
  sql`select from pg_stat_activity where datname = current_database() and application_name = 'wdh migrate'`;

test.each([0, 1, 2, 3, 4])(
  'a migration whose server process dies at statement %d leaves nothing, and the rerun completes',
  async (waitsAt) => {
    const before = await dumpCatalog(sql);
    await write('0001_second.sql', statements(waitsAt));
    const holder = await sql.reserve();
    await holder`select pg_advisory_lock(4711)`;
    const outcome = migrateUp(target()).catch((error: unknown) => error);
    expect(await eventually(async () => (await sleeper()) !== undefined)).toBe(true);
    await sql`select pg_terminate_backend(${(await sleeper()) ?? 0})`;
    expect(await outcome).toMatchObject({ category: 'connection', isRetryable: true });
    await holder`select pg_advisory_unlock(4711)`;
    holder.release();
    expect(await dumpCatalog(sql)).toBe(before);
    expect(await sql`select id from first`).toEqual([{ id: 1 }]);
    expect((await migrateUp(target())).applied).toHaveLength(1);
    expect(await verifyMigrations(target())).toMatchObject({ applied: 2 });
  },
);

test.each(['up', 'down'] as const)(
  'a process killed in the middle of its way %s leaves nothing, and the rerun completes',
  async (way) => {
    const waiting = `drop table second; alter table first drop column name; select pg_advisory_xact_lock(4711);`;
    await write('0001_second.sql', statements(way === 'up' ? 2 : 5));
    await write('0001_second.down.sql', way === 'down' ? waiting : '');
    if (way === 'down') await migrateUp(target());
    const before = await dumpCatalog(sql);
    const holder = await sql.reserve();
    await holder`select pg_advisory_lock(4711)`;
    const program = `
      import { migrateDown, migrateUp } from '${new URL('../../src/index.ts', import.meta.url).href}';
      const folders = [{ name: 'test job', path: process.argv[2] }];
      await migrate${way === 'up' ? 'Up' : 'Down'}({ connectionUrl: process.argv[1], folders });`;
    const child = spawn(
      process.execPath,
      [
        '--conditions',
        '@wdh/source',
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        program,
        database.url,
        path,
      ],
      { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: 'ignore' },
    );
    expect(await eventually(async () => (await sleeper()) !== undefined, 20_000)).toBe(true);
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
    await holder`select pg_advisory_unlock(4711)`;
    holder.release();
    expect(await eventually(async () => (await sessions()).length === 0)).toBe(true);
    expect(await dumpCatalog(sql)).toBe(before);
    const rerun =
      way === 'up' ? (await migrateUp(target())).applied : (await migrateDown(target())).reverted;
    expect(rerun).toEqual([{ folder: 'test job', file: '0001_second.sql' }]);
  },
);
