import { pgbouncerProgram, startPgBouncer } from '@wdh/fault-injection';
import { silentLogger } from '@wdh/pipeline-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ConnectionPool,
  DedicatedConnection,
  parseConnectionUrl,
  StatementPool,
  StatementSession,
} from '../../src/index.js';
import { failureOf } from '../connection/failure-of.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();
const options = { applicationName: 'wdh test', deadlineMs: 30_000 };

/** Opens each kind of connection that this package has. */
const ways: readonly (readonly [string, (url: string) => Promise<void>])[] = [
  [
    'a connection of its own',
    async (url) => {
      const connection = await DedicatedConnection.open(parseConnectionUrl(url), options);
      await connection.close();
    },
  ],
  [
    'a session for statements',
    async (url) => {
      const session = await StatementSession.open(parseConnectionUrl(url), {
        ...options,
        isReadOnly: false,
      });
      await session.close();
    },
  ],
  [
    'a pool of statements',
    async (url) => {
      const pool = new StatementPool({
        address: parseConnectionUrl(url),
        applicationName: 'wdh test',
        size: 1,
        deadlineMs: 30_000,
        statementTimeoutMs: 30_000,
      });
      try {
        await pool.query('select 1');
      } finally {
        await pool.close();
      }
    },
  ],
];

const pooled = pgbouncerProgram === undefined ? 'PgBouncer (not installed: skipped)' : 'PgBouncer';

describe.skipIf(pgbouncerProgram === undefined)(pooled, () => {
  beforeAll(() => connections.sql`create table written (id int)`);

  describe.each([
    ['transaction', {}],
    ['transaction', { server_round_robin: 1 }],
    ['transaction', { default_pool_size: 1 }],
    ['statement', {}],
  ])('in %s mode (%o)', (mode, settings) => {
    let pooler: Awaited<ReturnType<typeof startPgBouncer>>;
    beforeAll(async () => {
      pooler = await startPgBouncer(connections.url, { pool_mode: mode, ...settings });
    });
    afterAll(() => pooler[Symbol.asyncDispose]());

    test.each(ways)('is refused for %s, and named', async (_, open) => {
      const error = await failureOf(open(pooler.url));
      expect(error).toMatchObject({ code: 'POOLER_SHARES_SESSIONS', category: 'connection' });
      expect(error.message).toContain(`At 127.0.0.1:${pooler.port} is a connection pooler`);
      expect(error.message).toContain('PgBouncer');
      expect(error.message).toContain('pool_mode=session');
      expect(error.isRetryable).toBe(false);
    });
  });

  test('in transaction mode is refused after other clients have used it', async () => {
    await using pooler = await startPgBouncer(connections.url, { pool_mode: 'transaction' });
    const address = parseConnectionUrl(pooler.url);
    const others = await Promise.all(
      Array.from({ length: 4 }, () => DedicatedConnection.openUnchecked(address, options)),
    );
    await Promise.all(others.map((other) => other.query('begin')));
    await Promise.all(others.map((other) => other.query('commit')));
    const busy = new AbortController();
    const traffic = others.map(async (other) => {
      while (!busy.signal.aborted) await other.query('select pg_sleep(0.001)');
    });
    const error = await failureOf(DedicatedConnection.open(address, options));
    busy.abort();
    await Promise.all(traffic);
    await Promise.all(others.map((other) => other.close()));
    expect(error.code).toBe('POOLER_SHARES_SESSIONS');
  });

  describe('in session mode', () => {
    let pooler: Awaited<ReturnType<typeof startPgBouncer>>;
    beforeAll(async () => {
      pooler = await startPgBouncer(connections.url, { pool_mode: 'session' });
    });
    afterAll(() => pooler[Symbol.asyncDispose]());

    test.each(ways)('serves %s', async (_, open) => {
      await expect(open(pooler.url)).resolves.toBeUndefined();
    });

    test('keeps locks, settings and a COPY of the session', async () => {
      const address = parseConnectionUrl(pooler.url);
      const pool = new ConnectionPool({
        address,
        size: 2,
        deadlineMs: 30_000,
        logger: silentLogger,
      });
      const copied = await pool.with(2, async (lease) => {
        const holder = await lease.open('holder', { isLasting: true });
        await holder.query('select pg_advisory_lock(7)');
        const loader = await lease.open('loader');
        const [lock] = await loader.query<{ free: boolean }>(
          'select pg_try_advisory_lock(7) as free',
        );
        expect(lock?.free).toBe(false);
        const [idle] = await holder.query<{ idle: string }>(
          "select current_setting('idle_session_timeout') as idle",
        );
        expect(idle?.idle).toBe('0');
        const copy = await loader.openCopy('copy public.written from stdin', {
          table: 'written',
          columns: ['id'],
        });
        await copy.write(Buffer.from('1\n2\n'));
        return copy.finish();
      });
      await pool.close();
      expect(copied).toBe(2);
    });

    test('a setting that it does not pass on is named', async () => {
      const error = await failureOf(
        DedicatedConnection.open(parseConnectionUrl(`${pooler.url}?search_path=S3cret`), options),
      );
      expect(error).toMatchObject({ code: 'POOLER_REFUSES_SETTING', category: 'usage' });
      expect(error.message).toContain('does not pass "search_path"');
      expect(error.message).not.toContain('S3cret');
    });

    test('a database that it does not know is reported as such', async () => {
      const url = Object.assign(new URL(pooler.url), { pathname: '/nowhere' }).href;
      const error = await failureOf(DedicatedConnection.open(parseConnectionUrl(url), options));
      expect(error).toMatchObject({ code: 'DATABASE_NOT_FOUND', isRetryable: false });
    });

    test('a statement is cancelled through it', async () => {
      const session = await StatementSession.open(parseConnectionUrl(pooler.url), {
        ...options,
        isReadOnly: false,
      });
      const running = session.run('select pg_sleep(300)', () => Promise.resolve());
      await expect
        .poll(
          () => connections.sql`select from pg_stat_activity
            where query ~ '^select pg_sleep.300' and state = 'active'`,
        )
        .toHaveLength(1);
      await session.cancel();
      expect(await running).toMatchObject({ kind: 'refused' });
      await session.close();
    });
  });

  test('in session mode with one connection in the pool serves one connection', async () => {
    await using pooler = await startPgBouncer(connections.url, {
      pool_mode: 'session',
      default_pool_size: 1,
    });
    const connection = await DedicatedConnection.open(parseConnectionUrl(pooler.url), options);
    expect(await connection.query('select 1 as one')).toEqual([{ one: 1 }]);
    await connection.close();
  });
});
