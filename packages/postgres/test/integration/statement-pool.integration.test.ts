import { lostReply, NetworkProxy, onReply, type Trigger } from '@wdh/fault-injection';
import type { WdhError } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { NotificationListener, parseConnectionUrl, StatementPool } from '../../src/index.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();

function openPool(
  isRepeatable?: boolean,
  url = connections.url,
  deadlineMs = 30_000,
  size = 1,
): StatementPool {
  const address = parseConnectionUrl(url);
  const limits = { size, deadlineMs, statementTimeoutMs: 30_000 };
  return new StatementPool({ address, applicationName: 'wdh pool', ...limits, isRepeatable });
}

const pidOf = async (pool: StatementPool): Promise<number | undefined> =>
  (await pool.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;

const endSession = async (pid: number | undefined): Promise<unknown> =>
  connections.sql`select pg_terminate_backend(${pid ?? 0}, 30000)`;

const failureCode = (error: unknown): unknown => (error as WdhError).code;

test('a transaction commits, its connection is reused, and an exception rolls it back', async () => {
  await connections.sql`create table kept (id int)`;
  const pool = openPool();
  const pid = await pool.transact(async (on) => {
    await on.query('insert into public.kept values (1)');
    return (await on.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;
  });
  expect(await pidOf(pool)).toBe(pid);
  const failed = pool.transact(async (on) => {
    await on.query('insert into public.kept values (2)');
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await connections.sql`select id from kept`).toEqual([{ id: 1 }]);
  await pool.close();
  await expect(pool.transact(() => Promise.resolve())).rejects.toMatchObject({
    code: 'POOL_CLOSED',
  });
});

test('transactions whose work runs statements of the pool do not wait for each other', async () => {
  const pool = openPool(false, connections.url, 30_000, 3);
  const results = await Promise.all(
    Array.from({ length: 6 }, () =>
      pool.transact(async (on) => {
        await on.query('select 1');
        return (await pool.query<{ answer: number }>('select 42 as answer'))[0]?.answer;
      }),
    ),
  );
  expect(results).toEqual([42, 42, 42, 42, 42, 42]);
  await pool.close();
});

test(
  'the server ends a transaction that waits for its client too long, and frees its locks',
  { tags: ['full'] },
  async () => {
    await connections.sql`create table held (id int primary key)`;
    const pool = openPool(false, connections.url, 5_000);
    const held = pool.transact(async (on) => {
      await on.query('insert into public.held values (1)');
      // Waits for the transaction above, as long as that holds its key.
      await connections.sql`insert into held values (1)`;
      await on.query('select 1');
    });
    await expect(held).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT', isRetryable: true });
    expect(await connections.sql`select id from held`).toEqual([{ id: 1 }]);
    await pool.close();
  },
);

test('a transaction begins on a new connection if the kept one was lost', async () => {
  const pool = openPool(false);
  const pid = await pidOf(pool);
  await endSession(pid);
  const found = await pool.transact((on) => on.query('select 42 as answer'));
  expect(found).toMatchObject([{ answer: 42 }]);
  await pool.close();
});

test.each([
  [true, 'runs again'],
  [false, 'fails'],
])('if isRepeatable is %s, a statement whose reply is lost %s', async (isRepeatable) => {
  await using proxy = await NetworkProxy.start(connections.url);
  await connections.sql`create sequence if not exists taken`;
  const [before] = await connections.sql`select nextval('taken')::int as n`;
  const pool = openPool(isRepeatable, proxy.url);
  await pidOf(pool);
  const onFirst: Trigger = (passing) =>
    passing.connection === 1 ? onReply('SELECT')(passing) : undefined;
  const fault = proxy.inject(lostReply('cut', onFirst));
  const taken = pool.query<{ n: number }>(`select nextval('public.taken')::int as n`);
  const outcome = await taken.then(([row]) => row?.n, failureCode);
  fault.expectFired();
  expect(outcome).toBe(isRepeatable ? Number(before?.['n']) + 2 : 'CONNECTION_LOST');
  const [after] = await connections.sql`select nextval('taken')::int as n`;
  expect(after).toEqual({ n: Number(before?.['n']) + (isRepeatable ? 3 : 2) });
  await pool.close();
});

test('a listener receives more notifications than a session may send unasked', async () => {
  const received: string[] = [];
  let times = 0;
  const listener = new NotificationListener({
    address: parseConnectionUrl(connections.url),
    applicationName: 'wdh listener',
    channel: 'Any "channel"',
    onNotification: (payload) => received.push(payload),
    onListening: () => (times += 1),
  });
  await expect.poll(() => times).toBe(1);
  await connections.sql`select pg_notify('Any "channel"', i::text) from generate_series(1, 5000) i`;
  await expect.poll(() => received.length).toBe(5_000);
  expect(times).toBe(1);
  await listener.close();
});

test('a listener connects again after its session was ended', async () => {
  const received: string[] = [];
  let times = 0;
  const listener = new NotificationListener({
    address: parseConnectionUrl(connections.url),
    applicationName: 'wdh listener',
    channel: 'again',
    onNotification: (payload) => received.push(payload),
    onListening: () => (times += 1),
    onLost: () => {
      throw new Error('a fault of the caller');
    },
  });
  await expect.poll(() => times).toBe(1);
  await connections.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'wdh listener' and datname = current_database()`;
  await expect.poll(() => times).toBe(2);
  await connections.sql`select pg_notify('again', 'x')`;
  await expect.poll(() => received).toEqual(['x']);
  await listener.close();
});
