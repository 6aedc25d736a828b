import { beforeAll, expect, inject, test } from 'vitest';
import {
  type HeldLock,
  inSecondSession,
  lockAdvisory,
  lockRows,
  lockTable,
  OwnServer,
} from '../../src/index.js';
import { connectTo, useDatabase } from './use-database.js';

const database = useDatabase();

beforeAll(async () => {
  await database.sql`CREATE TABLE flights (id integer PRIMARY KEY, seat text)`;
  await database.sql`INSERT INTO flights VALUES (1), (2)`;
});

const locks: readonly (readonly [string, () => Promise<HeldLock>, string])[] = [
  ['a table', () => lockTable(database.url, 'flights'), 'SELECT FROM flights'],
  [
    'a table against writers',
    () => lockTable(database.url, 'flights', 'EXCLUSIVE'),
    'DELETE FROM flights WHERE id = 9',
  ],
  ['rows', () => lockRows(database.url, 'flights', 'id = 1'), 'UPDATE flights SET seat = id'],
  [
    'an advisory lock',
    () => lockAdvisory(database.url, 4711n),
    'SELECT pg_advisory_xact_lock(4711)',
  ],
];

test.each(locks)(
  'a statement that needs %s waits until it is released',
  async (_, hold, statement) => {
    await using lock = await hold();
    expect(() => lock.expectFired()).toThrow('Fault not injected: ');
    await using client = connectTo(database.url);
    await client.sql`SET lock_timeout = '5s'`;
    const waiting = client.sql.unsafe(statement).execute();
    const [row] = await database.sql`SELECT max(pid) AS pid FROM pg_stat_activity
    WHERE application_name = 'client' AND datname = current_database()`;
    expect(await lock.untilWaitedFor()).toBe(row?.['pid']);
    lock.expectFired();
    await lock.release();
    await waiting;
  },
);

test('a lock is released with its server, without an error', { tags: ['full'] }, async () => {
  await using server = await OwnServer.start({ version: inject('serverVersion') });
  await using lock = await lockAdvisory(server.url, 4711n);
  await using other = await lockAdvisory(server.url, 4712n);
  await server.stop('immediate');
  await other.release();
  expect(lock.firedCount).toBe(0);
});

test('a lock timeout occurs while another session holds the table', async () => {
  await using lock = await lockTable(database.url, 'flights');
  await using client = connectTo(database.url);
  await client.sql`SET lock_timeout = '1s'`;
  await expect(client.sql`SELECT FROM flights`).rejects.toMatchObject({ code: '55P03' });
  lock.expectFired();
});

test('DDL of a second session waits for the load, and follows it', async () => {
  await using load = connectTo(database.url);
  await load.sql`BEGIN`;
  await load.sql`INSERT INTO flights VALUES (3)`;
  await using ddl = await inSecondSession(database.url, 'ALTER TABLE flights ADD COLUMN day date');
  await ddl.untilBlocked();
  expect(ddl.isFinished).toBe(false);
  await load.sql`COMMIT`;
  await ddl.finished;
  expect(await database.sql`SELECT day FROM flights WHERE id = 3`).toEqual([{ day: null }]);
});

test('the error of a second session is reported', async () => {
  await using ddl = await inSecondSession(database.url, 'DROP TABLE never_made');
  await expect(ddl.finished).rejects.toMatchObject({ code: '42P01' });
  expect(ddl.isFinished).toBe(true);
});

test('a second session that still waits ends with its scope', async () => {
  await using lock = await lockTable(database.url, 'flights');
  {
    await using ddl = await inSecondSession(database.url, 'DROP TABLE flights');
    await ddl.untilBlocked();
  }
  await lock.release();
  expect(await database.sql`SELECT FROM flights`).not.toHaveLength(0);
});
