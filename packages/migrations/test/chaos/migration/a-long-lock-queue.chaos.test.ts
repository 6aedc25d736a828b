import { inSecondSession, lockTable, untilTrue } from '@wdh/fault-injection';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { beforeEach, expect, test } from 'vitest';
import { migrateDown, migrateUp } from '../../../src/index.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();
const refusal = { code: 'MIGRATION_LOCKED', category: 'locked', isRetryable: true } as const;

beforeEach(async () => {
  const { write, target } = migrations;
  await write('0000_first.sql', 'create table first (id int);');
  await write('0000_first.down.sql', 'drop table first;');
  await migrateUp(target);
});

test('M08 a reader that keeps a table locked: the migration fails after its attempts, is rolled back, and may be repeated', async () => {
  const { sql, url, target, write } = migrations;
  await write('0001_second.sql', 'create table second (id int); alter table first add name text;');
  const before = await dumpCatalog(sql);
  const logger = createRecordingLogger();
  await using reader = await lockTable(url, 'first', 'ACCESS SHARE');
  const patience = { lockTimeoutMs: 100, lockAttempts: 3 };
  await expect(migrateUp({ ...target, ...patience, logger })).rejects.toMatchObject(refusal);
  reader.expectFired();
  await reader.release();
  expect(logger.eventNames).toEqual(['migration.locked', 'migration.locked']);
  expect(await dumpCatalog(sql)).toBe(before);
  expect((await migrateUp(target)).applied).toHaveLength(1);
});

test('M08 a reader that keeps a table locked, migrating down: it fails after its attempts, is rolled back, and may be repeated', async () => {
  const { sql, url, target } = migrations;
  const before = await dumpCatalog(sql);
  await using reader = await lockTable(url, 'first', 'ACCESS SHARE');
  const patience = { lockTimeoutMs: 100, lockAttempts: 2 };
  await expect(migrateDown({ ...target, ...patience })).rejects.toMatchObject(refusal);
  reader.expectFired();
  await reader.release();
  expect(await dumpCatalog(sql)).toBe(before);
  expect((await migrateDown(target)).reverted).toHaveLength(1);
});

test.each(['up', 'down'] as const)(
  'M08 a reader that releases its lock in time, migrating %s: a later attempt gets the lock, and each event is reported once',
  async (direction) => {
    const { url, target, write } = migrations;
    await write('0001_second.sql', 'alter table first add name text;');
    await write('0001_second.down.sql', 'alter table first drop column name;');
    if (direction === 'down') await migrateUp(target);
    const logger = createRecordingLogger();
    await using reader = await lockTable(url, 'first', 'ACCESS SHARE');
    const options = { ...target, logger, lockTimeoutMs: 100, lockAttempts: 300 };
    const going = direction === 'up' ? migrateUp(options) : migrateDown(options);
    await untilTrue(() => logger.eventNames.includes('migration.locked'), 60_000, 'an attempt');
    await reader.release();
    await going;
    const reported = logger.eventNames.filter((name) => name !== 'migration.locked');
    expect(reported).toEqual([direction === 'up' ? 'migration.applied' : 'migration.reverted']);
  },
);

test('M08 readers that queue behind a waiting migration: they wait no longer than it does', async () => {
  const { url, target, write } = migrations;
  await write('0001_second.sql', 'alter table first add name text;');
  await using holder = await lockTable(url, 'first', 'ACCESS SHARE');
  const migrating = migrateUp({ ...target, lockTimeoutMs: 500, lockAttempts: 2 }).catch(
    (error: unknown) => error,
  );
  await holder.untilWaitedFor();
  const started = performance.now();
  await using queued = await inSecondSession(url, 'select * from first');
  await queued.untilBlocked();
  await queued.finished;
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(await migrating).toMatchObject(refusal);
});

test('M08 a migration that is running: the next one waits for it, and has nothing left to do', async () => {
  const { sql, url, target, write, applied } = migrations;
  await write('0001_second.sql', 'alter table first add name text;');
  await using holder = await lockTable(url, 'first', 'ACCESS SHARE');
  const first = migrateUp({ ...target, lockTimeoutMs: 20_000 });
  await holder.untilWaitedFor();
  const second = migrateUp({ ...target, lockTimeoutMs: 50 });
  const waiters = async (): Promise<boolean> =>
    (
      await sql`select from pg_locks join pg_database on pg_database.oid = database
        where datname = current_database() and not granted`
    ).length === 2;
  await untilTrue(waiters, 60_000, 'a migration that waits for the other');
  await holder.release();
  expect((await first).applied).toHaveLength(1);
  expect(await second).toEqual({ applied: [] });
  expect(await applied()).toEqual(['0000_first.sql', '0001_second.sql']);
});
