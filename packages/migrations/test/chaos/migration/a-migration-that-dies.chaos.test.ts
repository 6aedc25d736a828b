import { BackendControl, lockAdvisory } from '@wdh/fault-injection';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { expect, test } from 'vitest';
import { migrateDown, migrateUp, verifyMigrations } from '../../../src/index.js';
import { startMigrator } from '../../database/start-migrator.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();

const statements = [
  'create table second (id int);',
  'alter table first add column name text;',
  'update first set id = 2;',
  'create index on second (id);',
];
const whole = statements.join('\n');
/** The statements with another one inserted. */
const withAt = (place: number, statement: string): string =>
  statements.toSpliced(place, 0, statement).join('\n');
const wait = 'select pg_advisory_xact_lock(4711);';
const places = [0, 1, 2, 3, 4];

/** Applies the first migration; returns the catalog after it. */
async function begin(): Promise<string> {
  const { sql, target, write } = migrations;
  await write('0000_first.sql', 'create table first (id int); insert into first values (1);');
  await migrateUp(target);
  return dumpCatalog(sql);
}

/** Checks that schema, data and applied migrations are unchanged, and that the rerun completes. */
async function expectAsBefore(before: string): Promise<void> {
  const { sql, target, applied, write } = migrations;
  expect(await dumpCatalog(sql)).toBe(before);
  expect(await sql`select id from first`).toEqual([{ id: 1 }]);
  expect(await applied()).toEqual(['0000_first.sql']);
  await write('0001_second.sql', whole);
  expect((await migrateUp(target)).applied).toEqual([
    { folder: 'test job', file: '0001_second.sql' },
  ]);
  expect(await verifyMigrations(target)).toEqual({ applied: 2, isCatalogCompared: true });
}

test.each(places)(
  'M02 a migration that fails at statement %d: schema and applied migrations are unchanged, and the rerun completes',
  async (place) => {
    const before = await begin();
    await migrations.write('0001_second.sql', withAt(place, 'select 1 / 0;'));
    await expect(migrateUp(migrations.target)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      category: 'schema',
      message: expect.stringContaining('0001_second.sql of test job failed') as unknown,
    });
    await expectAsBefore(before);
  },
);

test.each(places)(
  'M02 a migration whose backend dies at statement %d: schema and applied migrations are unchanged, and the rerun completes',
  async (place) => {
    const before = await begin();
    await migrations.write('0001_second.sql', withAt(place, wait));
    await using lock = await lockAdvisory(migrations.url, 4711n);
    await using control = await BackendControl.connect(migrations.url);
    const outcome = migrateUp(migrations.target).catch((error: unknown) => error);
    const pid = await lock.untilWaitedFor();
    await control.terminate({ pid });
    expect(await outcome).toMatchObject({ category: 'connection', isRetryable: true });
    await lock.release();
    await expectAsBefore(before);
  },
);

/** Starts a process that migrates up or down, and kills it while its migration waits for a lock. */
async function killInMigration(direction: 'up' | 'down'): Promise<void> {
  const { url, path } = migrations;
  await using lock = await lockAdvisory(url, 4711n);
  await using control = await BackendControl.connect(url);
  await using child = startMigrator([direction, url, path]);
  const pid = await lock.untilWaitedFor(20_000);
  child.signal('SIGKILL');
  expect(await child.end(60_000)).toMatchObject({ signal: 'SIGKILL' });
  await lock.release();
  await control.untilNone({ pid });
}

test('M02 a process that is killed during a migration: schema and applied migrations are unchanged, and the rerun completes', async () => {
  const before = await begin();
  await migrations.write('0001_second.sql', withAt(2, wait));
  await killInMigration('up');
  await expectAsBefore(before);
});

test('M02 a process that is killed during a down migration: schema and applied migrations are unchanged, and the rerun completes', async () => {
  const { sql, target, write, applied } = migrations;
  await begin();
  await write('0001_second.sql', whole);
  await write(
    '0001_second.down.sql',
    `drop table second; alter table first drop column name; ${wait}`,
  );
  await migrateUp(target);
  const before = await dumpCatalog(sql);
  await killInMigration('down');
  expect(await dumpCatalog(sql)).toBe(before);
  expect(await sql`select id from first`).toEqual([{ id: 2 }]);
  expect(await applied()).toEqual(['0000_first.sql', '0001_second.sql']);
  expect((await migrateDown(target)).reverted).toHaveLength(1);
});
