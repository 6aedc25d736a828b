import { silentLogger } from '@wdh/pipeline-core';
import { afterEach, expect, test } from 'vitest';
import { ConnectionPool, type DedicatedConnection, parseConnectionUrl } from '../../src/index.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();
const pools: ConnectionPool[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function newPool(idleMs = 60_000, size = 3): ConnectionPool {
  const address = parseConnectionUrl(connections.url);
  const pool = new ConnectionPool({
    ...{ address, size, deadlineMs: 30_000, idleMs },
    logger: silentLogger,
  });
  pools.push(pool);
  return pool;
}

interface Seen {
  readonly pid: number;
  readonly name: string;
}

/** Runs statements on a connection of the pool, and returns its backend. */
const useOnce = (
  pool: ConnectionPool,
  work: (on: DedicatedConnection) => Promise<unknown> = () => Promise.resolve(),
  name = 'wdh use',
): Promise<Seen> =>
  pool.with(1, async (lease) => {
    const on = await lease.open(name);
    const [seen] = await on.query<Seen>(
      "select pg_backend_pid() as pid, current_setting('application_name') as name",
    );
    await work(on);
    return seen ?? { pid: 0, name: '' };
  });

const run =
  (...statements: readonly string[]) =>
  async (on: DedicatedConnection): Promise<void> => {
    for (const statement of statements) await on.query(statement);
  };

test('work that ended well leaves its session to the next, under the name of that', async () => {
  const pool = newPool();
  const first = await useOnce(pool, undefined, "wdh 'one\\");
  const second = await useOnce(pool, undefined, String.raw`wdh 'two\' \\`);
  expect(second.pid).toBe(first.pid);
  expect([first.name, second.name]).toEqual(["wdh 'one\\", String.raw`wdh 'two\' \\`]);
  const [idle] = await connections.sql`
    select application_name as name from pg_stat_activity where pid = ${first.pid}`;
  expect(idle).toEqual({ name: 'wdh idle' });
});

test('nothing that a session can hold reaches the next work', async () => {
  const { sql } = connections;
  await sql`create role kept_other; create sequence kept_numbers`.simple();
  const pool = newPool();
  const state = `select current_user::text as role, session_user::text as login, current_setting('TimeZone') as zone,
    current_setting('search_path') as path, current_setting('work_mem') as memory,
    current_setting('DateStyle') as style, current_setting('statement_timeout') as timeout,
    current_setting('idle_session_timeout') as idle,
    (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
    (select count(*)::int from pg_listening_channels()) as channels,
    (select count(*)::int from pg_cursors) as cursors,
    to_regclass('pg_temp.kept_rows')::text as temporary`;
  const read = async (): Promise<object> => {
    let found: object = {};
    await useOnce(pool, async (on) => (found = { ...(await on.query(state))[0] }));
    return found;
  };
  const clean = await read();
  const spoiled = await useOnce(
    pool,
    run(
      'set role kept_other',
      "set timezone to 'Asia/Tokyo'; set datestyle to 'German'; set work_mem to '77MB'",
      "set search_path to public; set statement_timeout to '7s'; set idle_session_timeout to '70s'",
      'select pg_catalog.pg_advisory_lock(77), pg_catalog.pg_advisory_lock_shared(78)',
      'listen kept_channel',
      'declare kept_cursor cursor with hold for select 1',
      'reset role; create temporary table kept_rows (id int)',
      "select nextval('public.kept_numbers')",
      'set session authorization kept_other',
    ),
  );
  expect(await read()).toEqual(clean);
  const pid = await useOnce(pool, (on) => on.query('select')).then((seen) => seen.pid);
  expect(pid).toBe(spoiled.pid);
  await expect(useOnce(pool, run("select currval('public.kept_numbers')"))).rejects.toMatchObject({
    sqlState: '55000',
  });
});

test.each([
  ['has an open transaction', run('begin')],
  ['has a transaction in which a statement was refused', refused],
  ['has a prepared statement', run('prepare theirs as select 1')],
  ['was lent to code of others', forbidden],
  ['still copies', copying],
])('a session that %s is not used again', async (_, work) => {
  const pool = newPool();
  const first = await useOnce(pool, work);
  expect((await useOnce(pool)).pid).not.toBe(first.pid);
  const left = () => connections.sql`select from pg_stat_activity where pid = ${first.pid}`;
  await expect.poll(async () => (await left()).length, { timeout: 30_000 }).toBe(0);
});

async function refused(on: DedicatedConnection): Promise<void> {
  await on.query('begin');
  await on.ask('select 1 / (select 0)');
}

function forbidden(on: DedicatedConnection): Promise<void> {
  on.forbidReuse();
  return Promise.resolve();
}

async function copying(on: DedicatedConnection): Promise<void> {
  await on.query('create temporary table kept_copy (id int)');
  await on.openCopy('copy kept_copy from stdin', { table: 'x', columns: [] });
}

test('work that failed leaves nothing to the next', async () => {
  const pool = newPool();
  let pid = 0;
  const failing = useOnce(pool, (on) => {
    pid = on.backendPid;
    return Promise.reject(new Error('mine'));
  });
  await expect(failing).rejects.toThrow('mine');
  expect((await useOnce(pool)).pid).not.toBe(pid);
});

test('a connection whose work has ended runs no statement in the work of others', async () => {
  const pool = newPool();
  let late: DedicatedConnection | undefined;
  const first = await useOnce(pool, (on) => Promise.resolve((late = on)));
  expect((await useOnce(pool)).pid).toBe(first.pid);
  await expect(late?.query('begin')).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  late?.fail(new Error('late'));
  expect((await useOnce(pool)).pid).not.toBe(0);
});

test('a session that was ended while it waited is replaced', async () => {
  const pool = newPool();
  const first = await useOnce(pool);
  await connections.sql`select pg_terminate_backend(${first.pid}, 30000)`;
  const second = await useOnce(pool);
  expect(second.pid).not.toBe(first.pid);
});

test('a prepared statement that code of others removed is made again', async () => {
  const pool = newPool();
  const kept = { name: 'kept_text', types: 'int', text: 'select $1 + 1 as next' };
  const ask = async (on: DedicatedConnection): Promise<void> => {
    expect(await on.queryPrepared(kept, [1])).toEqual([{ next: 2 }]);
  };
  const first = await useOnce(pool, async (on) => {
    await ask(on);
    await on.query('deallocate all');
  });
  expect((await useOnce(pool, ask)).pid).toBe(first.pid);
});

test('of several sessions without an answer, one is waited for', async () => {
  const size = 16;
  const pool = newPool(60_000, size);
  const pids = await pool.with(size, async (lease) => {
    const opened = await Promise.all(Array.from({ length: size }, () => lease.open('wdh use')));
    return opened.map(({ backendPid }) => backendPid);
  });
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    const startedAt = performance.now();
    expect(pids).not.toContain((await useOnce(pool)).pid);
    // Two seconds for each would be 32.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
});

test.each([
  ['a setting of the role', 'alter role current_user set work_mem to '],
  ['a setting of the database', 'alter database current set work_mem to '],
])('%s that was changed meanwhile is that of the next work', async (_, change) => {
  const pool = newPool();
  const read = (): Promise<string> => {
    let memory = '';
    return useOnce(pool, async (on) => {
      const [row] = await on.query<{ memory: string }>(
        "select current_setting('work_mem') as memory",
      );
      memory = row?.memory ?? '';
    }).then(() => memory);
  };
  await read();
  const database = new URL(connections.url).pathname.slice(1);
  const statement = change.replace('database current', `database "${database}"`);
  await connections.sql.unsafe(`${statement} '99MB'`);
  try {
    expect(await read()).toBe('99MB');
  } finally {
    await connections.sql.unsafe(statement.replace(/ set work_mem.*/, ' reset work_mem'));
  }
});

test('sessions wait for a limited time, at most as many as the size', async () => {
  const pool = newPool(50, 2);
  const both = await Promise.all([useOnce(pool), useOnce(pool), useOnce(pool), useOnce(pool)]);
  const pids = both.map(({ pid }) => pid);
  const left = () => connections.sql`select from pg_stat_activity where pid = any(${pids})`;
  expect((await left()).length).toBeLessThanOrEqual(2);
  await expect.poll(async () => (await left()).length, { timeout: 30_000 }).toBe(0);
});

test('a closed pool closes the sessions that wait', async () => {
  const pool = newPool();
  const { pid } = await useOnce(pool);
  await pool.close();
  const left = () => connections.sql`select from pg_stat_activity where pid = ${pid}`;
  await expect.poll(async () => (await left()).length, { timeout: 30_000 }).toBe(0);
});
