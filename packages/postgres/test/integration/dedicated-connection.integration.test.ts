import { blackHole, lostReply, NetworkProxy, onStatement } from '@wdh/fault-injection';
import { beforeEach, expect, test } from 'vitest';
import {
  beginTransaction,
  commitTransaction,
  DatabaseError,
  type DedicatedConnection,
  endBackend,
  stopOn,
} from '../../src/index.js';
import { failureOf } from '../connection/failure-of.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();
const { open } = connections;
const copyIds = 'copy public.kept (id) from stdin';
const target = { table: 'kept', columns: ['id'] };

beforeEach(async () => {
  await connections.sql`drop table if exists kept`;
  await connections.sql`create table kept (id int primary key)`;
});

const keptIds = async () =>
  (await connections.sql`select id from kept order by id`).map((row) => row['id'] as number);
/** Whether the server still has the backend of a connection. */
const isServed = async ({ backendPid }: DedicatedConnection): Promise<boolean> =>
  (await connections.sql`select from pg_stat_activity where pid = ${backendPid}`).length > 0;

test('COPY takes rows and counts them', async () => {
  const connection = await open();
  const sink = await connection.openCopy(copyIds, target);
  await sink.write(Buffer.from('1\n2\n'));
  await sink.write(Buffer.from('3\n'));
  expect(await sink.finish()).toBe(3);
  expect(await keptIds()).toEqual([1, 2, 3]);
});

test('a COPY that the server refuses ends every wait with line and column, and no value', async () => {
  const connection = await open();
  const sink = await connection.openCopy(copyIds, target);
  await sink.write(Buffer.from('1\nS3cret-canary\n'));
  const error = await failureOf(sink.finish());
  expect(error).toMatchObject({
    code: 'VALUE_INVALID',
    category: 'data',
    copyLine: 2,
    column: 'id',
  });
  expect(JSON.stringify(error)).not.toContain('S3cret-canary');
  expect(connection.isLost).toBe(true);
  await expect(connection.query('select 1')).rejects.toBe(error);
  expect(await keptIds()).toEqual([]);
});

test('a refused COPY within a savepoint leaves the connection open', async () => {
  const connection = await open();
  await beginTransaction(connection, 5_000);
  const sink = connection.attemptCopy(`savepoint s; ${copyIds}`, target, false);
  await sink.send(Buffer.from('1\n1\n'));
  const outcome = await sink.outcome();
  expect(outcome).toMatchObject({ code: 'UNIQUE_VIOLATED', sqlState: '23505' });
  await connection.query('rollback to savepoint s');
  expect(await connection.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('the error of a statement refused for its data is returned, and any other error cuts the connection', async () => {
  const connection = await open();
  await connection.query('begin; savepoint s');
  const refused = await connection.attempt('insert into public.kept values ($1), ($1)', [1]);
  expect(refused).toBeInstanceOf(DatabaseError);
  await connection.query('rollback to savepoint s');
  await expect(connection.attempt('select from public.nowhere', [])).rejects.toMatchObject({
    code: 'TABLE_NOT_FOUND',
  });
  expect(connection.isLost).toBe(true);
});

test('a text with several statements is refused if one is expected', async () => {
  const connection = await open();
  await expect(connection.queryAlone('select 1; delete from public.kept')).rejects.toMatchObject({
    sqlState: '42601',
  });
});

test('a terminated backend ends a wait for a source with the reason of the server', async () => {
  const connection = await open();
  const failed = failureOf(connection.watch(new Promise<never>(() => undefined)));
  await connections.sql`select pg_terminate_backend(${connection.backendPid})`;
  const error = await failed;
  expect(error).toMatchObject({ code: 'CONNECTION_TERMINATED', isRetryable: true });
  expect(error.message).toContain('administrator command');
});

test('a statement that takes longer than the deadline fails', async () => {
  const connection = await open({ deadlineMs: 3_000 });
  const error = await failureOf(connection.query('select pg_sleep(300)'));
  expect(error).toMatchObject({ code: 'DATABASE_NO_ANSWER', isRetryable: true });
});

test('a network that drops all packets ends at the deadline, and the backend can be ended', async () => {
  await using proxy = await NetworkProxy.start(connections.url);
  const cut = await open({ url: proxy.url, deadlineMs: 3_000 });
  await cut.query('begin; lock table public.kept');
  const fault = proxy.inject(blackHole(onStatement('select 2')));
  const error = await failureOf(cut.query('select 2'));
  fault.expectFired();
  expect(error).toMatchObject({ code: 'DATABASE_NO_ANSWER', category: 'connection' });
  expect(await isServed(cut)).toBe(true);
  await endBackend(await open(), cut);
  expect(await keptIds()).toEqual([]);
});

test('a signal cuts the connection and is the cause of its error', async () => {
  const connection = await open();
  const controller = new AbortController();
  const unwatch = stopOn(controller.signal, connection, 'import');
  const outcome = connection.query('select pg_sleep(300)').catch((error: unknown) => error);
  controller.abort();
  expect(await outcome).toMatchObject({ code: 'INTERRUPTED', summary: 'The import was stopped.' });
  unwatch();
});

test('settings that change the meaning of values are pinned, regardless of the role', async () => {
  const { sql, url } = connections;
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  await sql.unsafe(`alter database "${database}" set datestyle to 'German'`);
  const connection = await open();
  expect(await connection.query(`select date '2026-01-31'::text as day`)).toEqual([
    { day: '2026-01-31' },
  ]);
  await sql.unsafe(`alter database "${database}" reset datestyle`);
});

const insertOne = async (connection: DedicatedConnection): Promise<void> => {
  await beginTransaction(connection, 5_000);
  await connection.query('insert into public.kept values (1)');
};

test('a COMMIT whose reply is lost is looked up and counts as done', async () => {
  await using proxy = await NetworkProxy.start(connections.url);
  const connection = await open({ url: proxy.url, deadlineMs: 20_000 });
  await insertOne(connection);
  const fault = proxy.inject(lostReply('cut'));
  await commitTransaction(connection, () => open());
  fault.expectFired();
  expect(await keptIds()).toEqual([1]);
});

test('a COMMIT that never reached the server fails, and nothing is committed', async () => {
  await using proxy = await NetworkProxy.start(connections.url);
  const connection = await open({ url: proxy.url, deadlineMs: 3_000 });
  await insertOne(connection);
  const fault = proxy.inject(blackHole(onStatement(/^commit/i)));
  await expect(commitTransaction(connection, () => open())).rejects.toMatchObject({
    code: 'DATABASE_NO_ANSWER',
  });
  fault.expectFired();
  expect(await keptIds()).toEqual([]);
});

test('a COMMIT whose outcome cannot be looked up is unknown', async () => {
  await using proxy = await NetworkProxy.start(connections.url);
  const connection = await open({ url: proxy.url, deadlineMs: 3_000 });
  await insertOne(connection);
  proxy.inject(blackHole(onStatement(/^commit/i)));
  const reconnect = () => Promise.reject(new Error('the server is gone'));
  await expect(commitTransaction(connection, reconnect)).rejects.toMatchObject({
    code: 'COMMIT_UNKNOWN',
    category: 'connection',
  });
});

test('a closed connection leaves no session and accepts no statement', async () => {
  const connection = await open();
  await connection.query('begin; insert into public.kept values (1)');
  await connection.close();
  await expect.poll(() => isServed(connection)).toBe(false);
  expect(await keptIds()).toEqual([]);
  await expect(connection.query('select 1')).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
});

test('a question that the server refuses leaves the connection usable, and one that it cuts does not', async () => {
  const connection = await open();
  expect(await connection.ask('select from public.absent')).toMatchObject({
    code: 'TABLE_NOT_FOUND',
  });
  expect(await connection.ask('select $1::int as one', [1])).toEqual([{ one: 1 }]);
  const cut = connection.ask('select pg_terminate_backend(pg_backend_pid())');
  await expect(cut).rejects.toMatchObject({ category: 'connection' });
  expect(connection.isLost).toBe(true);
});
