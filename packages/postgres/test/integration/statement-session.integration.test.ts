import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import {
  parseConnectionUrl,
  type ResultRow,
  type StatementOutcome,
  StatementSession,
} from '../../src/index.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();

async function open(
  isReadOnly: boolean,
  notices: string[] = [],
  url = connections.url,
): Promise<StatementSession> {
  const session = await StatementSession.open(parseConnectionUrl(url), {
    applicationName: 'wdh test',
    isReadOnly,
    deadlineMs: 30_000,
    onNotice: (severity, message) => notices.push(`${severity} ${message}`),
  });
  onTestFinished(() => session.close());
  return session;
}

async function read(
  session: StatementSession,
  statement: string,
): Promise<{ readonly rows: readonly ResultRow[]; readonly outcome: StatementOutcome }> {
  const rows: ResultRow[] = [];
  const outcome = await session.run(statement, (batch) => {
    rows.push(...batch);
    return Promise.resolve();
  });
  return { rows, outcome };
}

/** Waits until a session runs `pg_sleep`. */
const untilAsleep = async (): Promise<void> =>
  expect
    .poll(
      () => connections.sql`select from pg_stat_activity where wait_event = 'PgSleep'
      and datname = current_database() and application_name = 'wdh test'`,
    )
    .toHaveLength(1);

/** Returns the SQLSTATE of the complaint, null if the statement was done. */
function stateOf({ outcome }: { readonly outcome: StatementOutcome }): string | null {
  return outcome.kind === 'refused' ? outcome.complaint.sqlState : null;
}

it('values are the exact texts of the server', async () => {
  const session = await open(true);
  const { rows, outcome } = await read(
    session,
    `select 12345678901234567890.0010::numeric, 9007199254740993::bigint, '2026-01-31 23:59:59.123456+00'::timestamptz,
       0.1::float8, null, '', E'a\\nb', '{1,null}'::int[], true, '\\x00ff'::bytea, 1 as "?column?"`,
  );
  expect(rows).toEqual([
    [
      '12345678901234567890.0010',
      '9007199254740993',
      '2026-01-31 23:59:59.123456+00',
      '0.1',
      null,
      '',
      'a\nb',
      '{1,NULL}',
      't',
      '\\x00ff',
      '1',
    ],
  ]);
  expect(outcome).toMatchObject({ kind: 'done', result: { command: 'SELECT', rowCount: 1 } });
});

it.each([0, 1, 199, 200, 201, 400, 1_234])('a result of %d rows is read whole', async (count) => {
  const session = await open(true);
  const { rows, outcome } = await read(session, `select n from generate_series(1, ${count}) n`);
  expect(rows.map(([value]) => Number(value))).toEqual(
    Array.from({ length: count }, (_, at) => at + 1),
  );
  expect(outcome).toMatchObject({
    result: { rowCount: count, columns: [{ name: 'n', typeId: 23 }] },
  });
});

it('commands that count no rows return theirs too', async () => {
  const session = await open(true);
  expect((await read(session, 'show transaction_read_only')).rows).toEqual([['on']]);
  expect((await read(session, 'explain select 1')).rows.length).toBeGreaterThan(0);
});

it('the receiver is waited for, so that memory stays flat', async () => {
  const session = await open(true);
  let received = 0;
  let active = 0;
  await session.run("select repeat('x', 1000) from generate_series(1, 2000)", async (rows) => {
    active += 1;
    expect(active).toBe(1);
    expect(rows.length).toBeLessThanOrEqual(200);
    await sleep(1);
    received += rows.length;
    active -= 1;
  });
  expect(received).toBe(2000);
});

it('an error of the receiver ends the statement and leaves the session usable', async () => {
  const session = await open(true);
  const full = new Error('disk full');
  const running = session.run('select * from generate_series(1, 1000)', () => Promise.reject(full));
  await expect(running).rejects.toBe(full);
  expect((await read(session, 'select 1')).rows).toEqual([['1']]);
});

it('a refused statement is explained in the words of the server, and the session stays', async () => {
  const session = await open(true);
  const { outcome } = await read(session, 'select nme from (select 1 as name) t');
  expect(outcome).toEqual({
    kind: 'refused',
    complaint: {
      severity: 'ERROR',
      sqlState: '42703',
      message: 'column "nme" does not exist',
      detail: null,
      hint: 'Perhaps you meant to reference the column "t.name".',
      where: null,
      position: 8,
      category: 'schema',
    },
  });
  expect(stateOf(await read(session, 'select n / (500 - n) from generate_series(1, 999) n'))).toBe(
    '22012',
  );
  expect((await read(session, 'select 1')).rows).toEqual([['1']]);
});

it('no statement of a read-only session changes data', async () => {
  await connections.sql`create table kept (id int)`;
  await connections.sql`insert into kept values (1)`;
  await connections.sql.unsafe(`
    create function wipe() returns void language sql as 'delete from public.kept';
    create function wipe_again() returns void language plpgsql as $$
      begin set transaction_read_only = off; delete from public.kept; end $$;
    create procedure wipe_and_commit() language plpgsql as $$
      begin commit; set transaction read write; delete from public.kept; end $$;
    create sequence numbers;`);
  const session = await open(true);
  const attempts = [
    'delete from public.kept',
    'with gone as (delete from public.kept returning *) select * from gone',
    'set transaction read write',
    'delete from public.kept',
    'set session characteristics as transaction read write',
    'set default_transaction_read_only = off',
    'reset default_transaction_read_only',
    "select set_config('transaction_read_only', 'off', false)",
    'delete from public.kept',
    'commit',
    'delete from public.kept',
    'rollback',
    'begin',
    'begin read write',
    'delete from public.kept',
    'commit and chain',
    'delete from public.kept',
    'commit; delete from public.kept',
    'commit; begin; delete from public.kept; commit',
    'savepoint a',
    'select public.wipe()',
    'select public.wipe_again()',
    'call public.wipe_and_commit()',
    'do $$ begin set transaction_read_only = off; delete from public.kept; end $$',
    'do $$ begin commit; delete from public.kept; end $$',
    'create table public.more (id int)',
    'truncate public.kept',
    'drop table public.kept',
    'explain analyze delete from public.kept',
    'prepare gone as delete from public.kept',
    'execute gone',
    "select nextval('public.numbers')",
    "select setval('public.numbers', 7)",
    'select * from public.kept for update',
    'vacuum public.kept',
    "alter system set work_mem = '8MB'",
    'create database elsewhere',
    "select query_to_xml('delete from public.kept', true, true, '')",
    "select lo_from_bytea(4711, 'x')",
    'grant all on public.kept to public',
  ];
  for (const attempt of attempts) {
    await read(session, attempt);
    expect(session.isLost).toBe(false);
  }
  const [row] = await connections.sql`
    select (select count(*)::int from kept) as rows, (select last_value::int from numbers) as number,
      to_regclass('more') as more, (select count(*)::int from pg_largeobject_metadata) as objects,
      (select count(*)::int from pg_database where datname = 'elsewhere') as databases,
      (select relacl from pg_class where relname = 'kept') as privileges`;
  expect(row).toEqual({
    rows: 1,
    number: 1,
    more: null,
    objects: 0,
    databases: 0,
    privileges: null,
  });
  expect(stateOf(await read(session, 'delete from public.kept'))).toBe('25006');
  // The same statements do change data where that is allowed.
  const writing = await open(false);
  expect(stateOf(await read(writing, 'select public.wipe()'))).toBeNull();
  expect(await connections.sql`select * from kept`).toHaveLength(0);
});

it('advisory locks end with the statement of a read-only session', async () => {
  const session = await open(true);
  await read(session, 'select pg_advisory_lock(4711), 1 / 0');
  await read(session, 'select pg_advisory_lock(4711)');
  expect(await connections.sql`select pg_try_advisory_lock(4711) as free`).toEqual([
    { free: true },
  ]);
});

it.each([true, false])('statements and results stay in UTF-8 (%s)', async (isReadOnly) => {
  const notices: string[] = [];
  const session = await open(isReadOnly, notices);
  await read(session, "set client_encoding = 'LATIN1'");
  expect(notices).toEqual([expect.stringContaining('client_encoding stays UTF8')]);
  expect((await read(session, "select chr(233), octet_length('é')")).rows).toEqual([['é', '2']]);
});

it('a statement is cancelled when the server accepts no other session', async () => {
  await connections.sql.unsafe("create role alone login password 'alone' connection limit 1");
  const url = new URL(connections.url);
  [url.username, url.password] = ['alone', 'alone'];
  const session = await open(true, [], url.href);
  const running = read(session, 'select pg_sleep(300)');
  await untilAsleep();
  await session.cancel();
  expect(stateOf(await running)).toBe('57014');
});

it('settings last in a read-only session, other effects do not', async () => {
  const session = await open(true);
  await read(session, "set timezone = 'Asia/Tokyo'");
  expect((await read(session, 'show timezone')).rows).toEqual([['Asia/Tokyo']]);
  await read(session, 'reset timezone');
  expect((await read(session, 'show timezone')).rows).not.toEqual([['Asia/Tokyo']]);
});

it('statements that may write commit one by one, or together', async () => {
  await connections.sql`create table written (id int)`;
  const session = await open(false);
  const { outcome } = await read(session, 'insert into written values (1), (2)');
  expect(outcome).toMatchObject({ result: { command: 'INSERT', rowCount: 2, columns: [] } });
  await read(session, 'begin');
  await read(session, 'insert into written values (3)');
  expect(await session.isInTransaction()).toBe(true);
  expect(await connections.sql`select * from written`).toHaveLength(2);
  await read(session, 'commit');
  expect(await session.isInTransaction()).toBe(false);
  const returned = await read(session, 'delete from written where id > 1 returning id');
  expect(returned.rows).toEqual([['2'], ['3']]);
  expect(stateOf(await read(session, 'vacuum written'))).toBeNull();
});

it('a transaction in which a statement was refused is still open', async () => {
  const session = await open(false);
  await read(session, 'begin');
  expect(stateOf(await read(session, 'select 1 / 0'))).toBe('22012');
  expect(await session.isInTransaction()).toBe(true);
  await read(session, 'rollback');
  expect(await session.isInTransaction()).toBe(false);
});

it.each([true, false])(
  'a running statement is cancelled on the server (%s)',
  async (isReadOnly) => {
    const session = await open(isReadOnly);
    const running = read(session, 'select pg_sleep(300)');
    await untilAsleep();
    await session.cancel();
    expect(await running).toMatchObject({
      outcome: { kind: 'refused', complaint: { sqlState: '57014', category: 'interrupted' } },
    });
    expect((await read(session, 'select 1')).rows).toEqual([['1']]);
  },
);

it('a result that is being read is cancelled between two batches', async () => {
  const session = await open(true);
  let received = 0;
  const outcome = await session.run('select * from generate_series(1, 1000000)', async (rows) => {
    received += rows.length;
    if (received === 400) await session.cancel();
  });
  expect(outcome).toMatchObject({ kind: 'refused', complaint: { sqlState: '57014' } });
  expect(received).toBe(400);
  expect((await read(session, 'select 1')).rows).toEqual([['1']]);
});

it('a cancel without a running statement does nothing', async () => {
  const session = await open(true);
  await session.cancel();
  expect((await read(session, 'select 1')).rows).toEqual([['1']]);
});

it('a session that the server ends is an error, also while rows are read', async () => {
  const session = await open(true);
  const reading = session.run(
    'select n, pg_sleep(0.001) from generate_series(1, 100000) n',
    async () => {
      await connections.sql`select pg_terminate_backend(pid) from pg_stat_activity where query like '%100000) n%' and pid <> pg_backend_pid()`;
      await sleep(100);
    },
  );
  const state = await reading.then(
    (outcome) => (outcome.kind === 'refused' ? outcome.complaint.sqlState : 'done'),
    (error: unknown) => String(error),
  );
  expect(state).toMatch(/57P01|CONNECTION/);
  expect(session.isLost).toBe(true);
  await expect(session.run('select 1', () => Promise.resolve())).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
  });
});

it('notices of statements are passed on, those of the session itself are not', async () => {
  const notices: string[] = [];
  const session = await open(true, notices);
  await read(session, 'commit');
  expect(notices).toEqual([]);
  await read(session, "do $$ begin raise notice 'hello'; end $$");
  expect(notices).toEqual(['NOTICE hello']);
});

it('COPY to the client ends the session with an error, instead of hanging', async () => {
  const session = await open(true);
  const copying = read(session, 'copy (select 1) to stdout');
  await expect(copying).rejects.toMatchObject({ category: 'connection' });
  expect(session.isLost).toBe(true);
});
