import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, expect, test } from 'vitest';
import {
  afterBytes,
  BackendControl,
  bandwidth,
  blackHole,
  call,
  createRandom,
  cut,
  fromTime,
  latency,
  lostReply,
  NetworkProxy,
  onClientMessage,
  onConnectionOf,
  onReply,
  onStatement,
  oncePassed,
  refusal,
  slices,
  withinDeadline,
} from '../../src/index.js';
import { connectTo, useDatabase } from './use-database.js';

const database = useDatabase();

beforeAll(async () => {
  await database.sql`CREATE TABLE flights (id integer)`;
});

const lines = (count: number) => Array.from({ length: count }, (_, id) => `${id}\n`).join('');

/** Sends a text to the server, and returns the length that arrived. */
async function send(url: string, text: string): Promise<number> {
  await using client = connectTo(url);
  const [row] = await client.sql<{ n: number }[]>`SELECT length(${text}::text) AS n`;
  return row?.n ?? 0;
}

/** Sends a text to the server in a COPY, and returns the rows that arrived. */
async function copy(url: string, text: string): Promise<number> {
  await using client = connectTo(url);
  await client.sql`CREATE TEMPORARY TABLE copied (id integer)`;
  const into = await client.sql`COPY copied FROM STDIN`.writable();
  await pipeline(Readable.from([text]), into);
  const [row] = await client.sql<{ count: number }[]>`SELECT count(*)::int FROM copied`;
  return row?.count ?? 0;
}

async function rows(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`SELECT count(*)::int FROM flights`;
  return row?.count ?? 0;
}

async function timed(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

test('without a fault nothing changes', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  expect(await copy(proxy.url, lines(200_000))).toBe(200_000);
  expect(proxy.connectionCount).toBe(1);
});

test('a fault that does not occur is reported', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(cut(onStatement('never said')));
  expect(await copy(proxy.url, lines(10))).toBe(10);
  expect(() => fault.expectFired()).toThrow('Fault not injected: a cut connection fired 0 times');
});

const faults = [
  cut(onStatement('never said')),
  blackHole(afterBytes(1_000_000)),
  lostReply('cut'),
  call(onClientMessage('d'), () => undefined),
  refusal(),
  latency({ ms: 1, random: createRandom(1) }),
  slices({ random: createRandom(1) }),
  bandwidth(1_000),
];

test.each(faults)('$name without a connection is reported', async (fault) => {
  await using proxy = await NetworkProxy.start(database.url);
  const injected = proxy.inject(fault);
  await using client = connectTo(database.url);
  await client.sql`SELECT 1`;
  expect(() => injected.expectFired()).toThrow('Fault not injected: ');
});

test('a connection is cut after a number of bytes', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(cut(afterBytes(50_000)));
  await expect(send(proxy.url, lines(100_000))).rejects.toThrow();
  fault.expectFired();
  expect(fault.firedCount).toBe(1);
});

test('a fault with a limited count does not affect the next connection', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(cut(afterBytes(20_000)), { times: 1 });
  await expect(send(proxy.url, lines(100_000))).rejects.toThrow();
  expect(await send(proxy.url, lines(100_000))).toBe(lines(100_000).length);
  expect(fault.firedCount).toBe(1);
});

test('a black hole drops later bytes, and only a deadline detects it', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(blackHole(onStatement('SELECT 1')));
  await using client = connectTo(proxy.url);
  expect(await client.sql`SELECT 2 AS two`).toEqual([{ two: 2 }]);
  const answer = client.sql`SELECT 1`.execute();
  answer.catch(() => undefined);
  await expect(withinDeadline(answer, 200, 'the answer')).rejects.toThrow('took longer');
  fault.expectFired();
  await using other = connectTo(database.url);
  const left = await other.sql`SELECT FROM pg_stat_activity WHERE application_name = 'client'
    AND pid <> pg_backend_pid() AND datname = current_database()`;
  expect(left).toHaveLength(1);
});

test.each(['cut', 'silence'] as const)(
  'a COMMIT whose reply is lost (%s) has been executed',
  async (then) => {
    const before = await rows();
    await using proxy = await NetworkProxy.start(database.url);
    const fault = proxy.inject(lostReply(then));
    await using client = connectTo(proxy.url);
    const commit = client.sql.begin((tx) => tx`INSERT INTO flights VALUES (1)`);
    commit.catch(() => undefined);
    await fault.fired;
    await expect(withinDeadline(commit, 500, 'COMMIT')).rejects.toThrow();
    fault.expectFired();
    expect(await rows()).toBe(before + 1);
  },
);

test.each([
  ['before it has passed', onStatement('commit'), 0],
  ['once it has passed', oncePassed(onStatement('commit')), 1],
])(
  'a COMMIT that is cut off %s is executed by the server the expected number of times',
  async (_, when, done) => {
    const before = await rows();
    await using proxy = await NetworkProxy.start(database.url);
    const fault = proxy.inject(cut(when));
    await using client = connectTo(proxy.url, 'committer');
    await expect(client.sql.begin((tx) => tx`INSERT INTO flights VALUES (2)`)).rejects.toThrow();
    fault.expectFired();
    await using control = await BackendControl.connect(database.url);
    await control.untilNone({ applicationName: 'committer' });
    expect(await rows()).toBe(before + done);
  },
);

test('a call runs before the message is passed on', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const order: string[] = [];
  const fault = proxy.inject(
    call(fromTime(2, onStatement('SELECT')), () => order.push('called')),
    { times: 1 },
  );
  await using client = connectTo(proxy.url);
  await client.sql`SELECT 1`;
  order.push('first');
  await client.sql`SELECT 2`;
  order.push('second');
  fault.expectFired();
  expect(order).toEqual(['first', 'called', 'second']);
});

test('messages on another connection are distinguished', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(cut(onConnectionOf(onStatement('flights'), onReply('COMMIT'))));
  await using one = connectTo(proxy.url);
  await using two = connectTo(proxy.url);
  await one.sql.begin((tx) => tx`SELECT 1`);
  expect(fault.firedCount).toBe(0);
  await expect(two.sql.begin((tx) => tx`SELECT count(*) FROM flights`)).rejects.toThrow();
  fault.expectFired();
});

test('latency is added to every round trip, until it is lifted', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  await using client = connectTo(proxy.url);
  await client.sql`SELECT 1`;
  const fault = proxy.inject(latency({ ms: 50, jitterMs: 20, random: createRandom(1) }));
  const ms = await timed(client.sql`SELECT 1`.execute());
  fault.expectFired(2);
  expect(ms).toBeGreaterThan(95);
  fault.lift();
  const { firedCount } = fault;
  await client.sql`SELECT 1`;
  expect(fault.firedCount).toBe(firedCount);
});

test('latency delays a stream once, not each of its parts', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  await using client = connectTo(proxy.url);
  await client.sql`SELECT 1`;
  const fault = proxy.inject(latency({ ms: 1_000, random: createRandom(1) }));
  const text = 'x'.repeat(3_000_000);
  const ms = await timed(client.sql`SELECT length(${text}::text)`.execute());
  fault.expectFired(30);
  expect(ms).toBeLessThan(fault.firedCount * 500);
});

test('bytes that come in slices are the same', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(slices({ random: createRandom(5) }));
  expect(await copy(proxy.url, lines(20_000))).toBe(20_000);
  fault.expectFired(200);
});

test('a narrow band delays bytes and slows the sender', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const fault = proxy.inject(bandwidth(200_000));
  const text = lines(30_000);
  const ms = await timed(copy(proxy.url, text));
  fault.expectFired(5);
  expect(ms).toBeGreaterThan((text.length / 200_000) * 900);
});

test('a refused connection and one that is cut before TLS or the login are reported at once', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  for (const fault of [refusal(), cut(onClientMessage('ssl')), cut(onClientMessage('startup'))]) {
    const injected = proxy.inject(fault);
    const url = `${proxy.url}?sslmode=prefer`;
    await using client = connectTo(url);
    await expect(client.sql`SELECT 1`).rejects.toThrow();
    injected.expectFired();
    injected.lift();
  }
});

test('all connections can be cut at once', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  await using client = connectTo(proxy.url);
  const waiting = client.sql`SELECT pg_sleep(300)`.execute();
  waiting.catch(() => undefined);
  await proxy.seen(onStatement('pg_sleep'));
  expect(proxy.cut()).toBe(1);
  await expect(withinDeadline(waiting, 60_000, 'the query')).rejects.not.toThrow('took longer');
});

test('a missing server looks like a reset', async () => {
  await using proxy = await NetworkProxy.start('postgres://nobody@127.0.0.1:1/none');
  await using client = connectTo(proxy.url);
  await expect(client.sql`SELECT 1`).rejects.toThrow();
});
