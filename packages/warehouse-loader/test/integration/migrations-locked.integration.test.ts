import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp, type MigratorOptions } from '@wdh/migrations';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { eventually } from '../warehouse/eventually.js';

let database: TestDatabase;
let sql: postgres.Sql;
let path: string;
let target: MigratorOptions;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 4, onnotice: () => undefined });
  path = await mkdtemp(join(tmpdir(), 'wdh-locked-'));
  target = { connectionUrl: database.url, folders: [{ name: 'test job', path }] };
  await write('0000_first.sql', 'create table first (id int);');
  await write('0000_first.down.sql', 'drop table first;');
  await migrateUp(target);
  await write('0001_second.sql', 'create table second (id int);');
  await write('0001_second.down.sql', 'drop table second;');
  await write('0002_third.sql', 'create table third (id int); alter table first add column x int;');
  await write('0002_third.down.sql', 'drop table third; alter table first drop column x;');
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
  await rm(path, { recursive: true });
});

const write = (file: string, text: string): Promise<void> => writeFile(join(path, file), text);

/** Reads a table in a transaction that stays open until the function is called. */
async function holdTable(table: string): Promise<() => Promise<void>> {
  const reader = await sql.reserve();
  await reader`begin`;
  await reader`select * from ${sql(table)}`;
  return async () => {
    await reader`commit`;
    reader.release();
  };
}

const isWaiting = async (): Promise<boolean> => {
  const waiting = await sql`select from pg_stat_activity where wait_event_type = 'Lock'
    and datname = current_database() and application_name = 'wdh migrate'`;
  return waiting.length > 0;
};

test.each(['while it waits for a lock', 'in the pause before another attempt', 'before it begins'])(
  'a signal stops a migration %s, and nothing of it stays',
  async (when) => {
    const controller = new AbortController();
    const { signal } = controller;
    const logger = createRecordingLogger();
    const release = await holdTable('first');
    if (when === 'before it begins') controller.abort();
    const lockTimeoutMs = when.startsWith('in the pause') ? 1_000 : 20_000;
    const migrating = migrateUp({ ...target, logger, signal, lockTimeoutMs });
    const outcome = migrating.catch((error: unknown) => error);
    const isThere = when.startsWith('in the pause')
      ? () => Promise.resolve(logger.eventNames.includes('migration.locked'))
      : isWaiting;
    expect(signal.aborted || (await eventually(isThere))).toBe(true);
    const started = performance.now();
    controller.abort();
    expect(await outcome).toMatchObject({
      code: 'INTERRUPTED',
      category: 'interrupted',
      message: expect.stringContaining('The migration was stopped.') as unknown,
    });
    expect(performance.now() - started).toBeLessThan(5_000);
    await release();
    expect(await sql`select to_regclass('third') as found`).toEqual([{ found: null }]);
  },
);
