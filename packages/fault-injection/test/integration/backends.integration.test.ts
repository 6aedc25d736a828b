import { beforeAll, expect, inject, test } from 'vitest';
import {
  BackendControl,
  exhaustConnections,
  isBlocked,
  isCopying,
  lockTable,
  OwnServer,
  withinDeadline,
} from '../../src/index.js';
import { connectTo, useDatabase } from './use-database.js';

const database = useDatabase();

beforeAll(async () => {
  await database.sql`CREATE TABLE flights (id integer)`;
});

test('a session is found by its name and state, and terminated', async () => {
  await using control = await BackendControl.connect(database.url);
  await using client = connectTo(database.url, 'sleeper 1');
  const sleeping = client.sql`SELECT pg_sleep(300)`.execute();
  sleeping.catch(() => undefined);
  const session = await control.until({
    applicationName: 'sleeper',
    where: ({ query, waitEvent }) => query.includes('pg_sleep') && waitEvent === 'PgSleep',
  });
  expect(session).toMatchObject({ applicationName: 'sleeper 1', state: 'active' });
  expect(await control.terminate({ pid: session.pid })).toBe(1);
  await expect(sleeping).rejects.toThrow();
  await control.untilNone({ applicationName: 'sleeper' });
  control.firing.expectFired();
});

test('a query is cancelled, and its session continues', async () => {
  await using control = await BackendControl.connect(database.url);
  await using client = connectTo(database.url, 'cancelled');
  const sleeping = client.sql`SELECT pg_sleep(300)`.execute();
  sleeping.catch(() => undefined);
  await control.until({ applicationName: 'cancelled', where: ({ state }) => state === 'active' });
  await control.cancel({ applicationName: 'cancelled' });
  await expect(sleeping).rejects.toMatchObject({ code: '57014' });
  expect(await client.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test.each(['terminate', 'cancel', 'freeze'] as const)(
  'to %s a missing session fails the test',
  async (verb) => {
    await using control = await BackendControl.connect(database.url);
    await expect(control[verb]({ applicationName: 'nobody' })).rejects.toMatchObject({
      code: 'FAULT_NOT_INJECTED',
    });
    expect(() => control.firing.expectFired()).toThrow('Fault not injected');
  },
);

test('a session is found during its COPY', async () => {
  await using control = await BackendControl.connect(database.url);
  await using client = connectTo(database.url, 'copier');
  const into = await client.sql`COPY flights FROM STDIN`.writable();
  into.on('error', () => undefined);
  into.write('1\n'.repeat(20_000));
  const where = isCopying(10_000);
  const { copiedRows } = await control.until({ applicationName: 'copier', where });
  expect(copiedRows).toBeGreaterThanOrEqual(10_000);
  await control.terminate({ applicationName: 'copier' });
  await control.untilNone({ applicationName: 'copier' });
  expect(await database.sql`SELECT FROM flights`).toHaveLength(0);
});

const mayFreeze = process.geteuid?.() === 0;

test('a frozen backend does nothing until it is thawed', async ({ skip }) => {
  skip(!mayFreeze, 'needs root, to signal the processes of the server');
  await using control = await BackendControl.connect(database.url);
  await using client = connectTo(database.url, 'frozen');
  await client.sql`SELECT 1`;
  expect(await control.freeze({ applicationName: 'frozen' })).toBe(1);
  const answer = client.sql`SELECT 2 AS two`.execute();
  await expect(withinDeadline(answer, 200, 'the answer')).rejects.toThrow('took longer');
  control.thaw();
  expect(await answer).toEqual([{ two: 2 }]);
});

test('a frozen backend is thawed at the end of its scope', async ({ skip }) => {
  skip(!mayFreeze, 'needs root, to signal the processes of the server');
  await using client = connectTo(database.url, 'thawed');
  await client.sql`SELECT 1`;
  {
    await using control = await BackendControl.connect(database.url);
    await control.freeze({ applicationName: 'thawed' });
  }
  expect(await withinDeadline(client.sql`SELECT 2 AS two`.execute(), 60_000, 'it')).toHaveLength(1);
});

test('every connection of a server is used, and released', { tags: ['full'] }, async () => {
  const version = inject('serverVersion');
  await using server = await OwnServer.start({ version, settings: { max_connections: '12' } });
  {
    await using taken = await exhaustConnections(server.url);
    expect(taken.count).toBeGreaterThan(5);
    await using late = connectTo(server.url);
    await expect(late.sql`SELECT 1`).rejects.toMatchObject({ code: '53300' });
    await taken.release(2);
    await using control = await BackendControl.connect(server.url);
    expect(await control.list()).toHaveLength(taken.count);
  }
  await using client = connectTo(server.url);
  expect(await client.sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test('a session that waits for a lock is found', async () => {
  await using control = await BackendControl.connect(database.url);
  await using lock = await lockTable(database.url, 'flights');
  await using client = connectTo(database.url, 'waiting');
  const waiting = client.sql`SELECT count(*)::int FROM flights`.execute();
  const { blockedBy } = await control.until({ applicationName: 'waiting', where: isBlocked });
  expect(blockedBy).toEqual([lock.pid]);
  await lock.release();
  expect(await waiting).toEqual([{ count: 0 }]);
});

test('the connection of the control is not among the sessions', async () => {
  await using control = await BackendControl.connect(database.url);
  const client = connectTo(database.url, 'only');
  await client.sql`SELECT 1`;
  const names = (await control.list()).map(({ applicationName }) => applicationName);
  expect(names).toContain('only');
  expect(names).not.toContain('fault injection');
  await client[Symbol.asyncDispose]();
});
