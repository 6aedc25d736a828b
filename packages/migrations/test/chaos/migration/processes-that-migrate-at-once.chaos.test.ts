import { expect, test } from 'vitest';
import { migrateUp, verifyMigrations } from '../../../src/index.js';
import { startMigrator } from '../../database/start-migrator.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();

async function writeFiles(): Promise<void> {
  await migrations.write('0000_first.sql', 'create table first (id int);');
  await migrations.write('0001_second.sql', 'insert into first values (1);');
}

async function expectOnce(counts: readonly number[]): Promise<void> {
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await migrations.applied()).toEqual(['0000_first.sql', '0001_second.sql']);
  expect(await migrations.sql`select * from first`).toEqual([{ id: 1 }]);
}

test('M01 8 migrators at the same time on a fresh database: all succeed, and each migration is applied once', async () => {
  await writeFiles();
  const { target } = migrations;
  const results = await Promise.all(Array.from({ length: 8 }, () => migrateUp(target)));
  await expectOnce(results.map(({ applied }) => applied.length));
  expect(await verifyMigrations(target)).toMatchObject({ isCatalogCompared: true });
});

async function expectOnceBy(processCount: number): Promise<void> {
  await writeFiles();
  const { url, path } = migrations;
  const processes = Array.from({ length: processCount }, () => startMigrator(['up', url, path]));
  const ends = await Promise.all(processes.map((one) => one.end(60_000)));
  expect(ends.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    processes.map(() => ({ code: 0, stderr: '' })),
  );
  await expectOnce(ends.map(({ stdout }) => Number(/up (\d+)/.exec(stdout)?.[1])));
}

test('M01 2 processes at the same time on a fresh database: all succeed, and each migration is applied once', () =>
  expectOnceBy(2));

test(
  'M01 8 processes at the same time on a fresh database: all succeed, and each migration is applied once',
  { tags: ['full'] },
  () => expectOnceBy(8),
);

test('M01 a migrator that fails among 8: the others report it, and each migration is applied completely or not at all', async () => {
  await writeFiles();
  await migrations.write('0002_third.sql', 'create table third (id int); select 1 / 0;');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => migrateUp(migrations.target)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
  expect(await migrations.applied()).toEqual(['0000_first.sql', '0001_second.sql']);
  expect(await migrations.sql`select to_regclass('third') as found`).toEqual([{ found: null }]);
});
