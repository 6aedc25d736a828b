import { setTimeout as sleep } from 'node:timers/promises';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { expect, test } from 'vitest';
import {
  ConnectionPool,
  DatabaseError,
  parseConnectionUrl,
  type PoolOwner,
} from '../../src/index.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();

function newPool(size: number, deadlineMs = 30_000, owner?: PoolOwner) {
  const logger = createRecordingLogger();
  const address = parseConnectionUrl(connections.url);
  const more = owner === undefined ? {} : { owner };
  const pool = new ConnectionPool({ address, size, deadlineMs, logger, ...more });
  return { pool, logger };
}

const countSessions = async (): Promise<number> =>
  (await connections.sql`select from pg_stat_activity where application_name = 'wdh pool'`).length;

test('a wait of more than 50 ms for a connection logs a warning with the time', async () => {
  const { pool, logger } = newPool(2);
  const work = () =>
    pool.with(2, async (lease) => {
      await lease.open('wdh pool');
      await sleep(300);
    });
  await Promise.all([work(), work()]);
  const acquired = logger.events.filter(({ event }) => event === 'database.connection.acquired');
  expect(acquired).toHaveLength(2);
  const last = acquired.at(-1);
  expect(last).toMatchObject({
    level: 'warn',
    context: { durationMs: expect.any(Number) as unknown },
  });
  expect(last?.context['durationMs']).toBeGreaterThan(250);
  for (const { level, context } of acquired) {
    expect(level).toBe(Number(context['durationMs']) > 50 ? 'warn' : 'debug');
  }
});

test('at most as many connections as the size are open at the same time, and none afterwards', async () => {
  const { pool } = newPool(3);
  const counts = await Promise.all(
    Array.from({ length: 8 }, () =>
      pool.with(1, async (lease) => {
        await lease.open('wdh pool');
        await sleep(30);
        return countSessions();
      }),
    ),
  );
  expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  await pool.close();
  await expect.poll(countSessions).toBe(0);
});

test('work that fails closes its connections and frees their slots', async () => {
  const { pool } = newPool(1);
  const failing = pool.with(1, async (lease) => {
    const connection = await lease.open('wdh pool');
    await connection.query('select 1 / 0');
  });
  await expect(failing).rejects.toBeInstanceOf(DatabaseError);
  await expect.poll(countSessions).toBe(0);
  const [row] = await pool.with(1, async (lease) =>
    (await lease.open('wdh pool')).query<{ answer: number }>('select 42 as answer'),
  );
  expect(row).toEqual({ answer: 42 });
});

test('a wait for connections that stay in use ends at the deadline', async () => {
  const { pool } = newPool(1, 200);
  const held = pool.with(1, () => sleep(600));
  await expect(pool.with(1, () => Promise.resolve())).rejects.toMatchObject({
    code: 'POOL_EXHAUSTED',
    category: 'connection',
    isRetryable: true,
    message: expect.stringContaining('1 of the 1 connections of this pool') as unknown,
  });
  await held;
});

test('a closed pool waits for its work and accepts no more', async () => {
  const { pool } = newPool(1);
  const work = pool.with(1, async (lease) => {
    await lease.open('wdh pool');
    return 'done';
  });
  await pool.close();
  expect(await work).toBe('done');
  await expect(pool.with(1, () => Promise.resolve())).rejects.toMatchObject({
    code: 'POOL_CLOSED',
    category: 'usage',
    summary: 'The pool is closed. Create a new one.',
  });
});

test('the errors of a pool name its owner', async () => {
  const { pool } = newPool(1, 30_000, { name: 'reader', closedCode: 'READER_CLOSED' });
  await pool.close();
  await expect(pool.with(1, () => Promise.resolve())).rejects.toMatchObject({
    code: 'READER_CLOSED',
    summary: 'The reader is closed. Create a new one.',
  });
});

test('a connection that opens after the end of its work is closed', async () => {
  const { pool } = newPool(1);
  let late: Promise<unknown> | undefined;
  await pool.with(1, (lease) => {
    late = lease.open('wdh pool');
    return Promise.resolve();
  });
  await late;
  await expect.poll(countSessions).toBe(0);
});
