import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expectNoCanary } from '@wdh/fault-injection';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { FeedServer } from '../support/feed-server.js';
import { Followed } from '../support/follow.js';
import { ManualClock } from '../support/manual-clock.js';

const refusedError = (message: RegExp): unknown =>
  expect.objectContaining({
    code: 'FEED_REFUSED',
    category: 'usage',
    isRetryable: false,
    message: expect.stringMatching(message) as string,
  });

test.each([
  [
    401,
    /^\[FEED_REFUSED\] The feed ws:\/\/127\.0\.0\.1:\d+ answered 401 Unauthorized\. Check that/,
  ],
  [403, /answered 403 Forbidden\. Check that you may read the feed/],
  [404, /answered 404 Not Found\. Check the address/],
  [400, /answered 400 Bad Request\. Check the address/],
  [302, /answered 302 Found\. Redirects are not followed/],
])(
  'a first handshake that is answered with %i ends the run with advice',
  async (status, message) => {
    const logger = createRecordingLogger();
    await using server = await FeedServer.start({
      refusalOf: () => ({ status, headers: { location: 'wss://example.org/canary-key' } }),
    });
    await using feed = new Followed({ url: server.url, logger });
    const { error } = await feed.outcome;
    expect(error).toEqual(refusedError(message));
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.url).toContain('canary-key');
    const outputs = { error: String(error), log: JSON.stringify([logger.events, feed.states]) };
    expectNoCanary(outputs, { key: 'canary-key' });
  },
);

test('a feed that was open before is tried again after any status', async () => {
  await using server = await FeedServer.start({
    refusalOf: (number) => (number === 2 ? { status: 404 } : undefined),
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock });
  await feed.until('connected');
  server.open[0]?.terminate();
  await feed.until('waiting');
  clock.advance(2_000);
  await feed.untilTrue(() => feed.metrics.ends.refused === 1, 'the refusal');
  await feed.until('waiting');
  clock.advance(4_000);
  await feed.until('connected');
  expect(feed.metrics).toMatchObject({ connections: 2, failures: 2 });
});

test('503 is tried again, and a wait that the server asks for is kept', async () => {
  await using server = await FeedServer.start({
    refusalOf: (number) =>
      number > 2
        ? undefined
        : { status: number === 1 ? 503 : 429, headers: { 'retry-after': '120' } },
  });
  const clock = new ManualClock();
  const logger = createRecordingLogger();
  await using feed = new Followed({ url: server.url, clock, logger });
  await feed.until('waiting');
  expect(feed.metrics.state).toMatchObject({ reason: 'refused', waitMs: 120_000, failures: 1 });
  expect(logger.events).toMatchObject([
    {
      level: 'warn',
      event: 'feed.disconnected',
      context: {
        reason: 'refused',
        status: 503,
        explanation: 'answered 503 Service Unavailable. The server is not ready.',
      },
    },
  ]);
  clock.advance(119_999);
  expect(server.requests).toHaveLength(1);
  clock.advance(1);
  await feed.untilTrue(() => feed.metrics.failures === 2, 'the second refusal');
  clock.advance(120_000);
  await feed.until('connected');
});

test('a refusal whose body never ends is not read', async () => {
  const http = createHttpServer();
  http.on('upgrade', (_, socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 1000000000\r\n\r\n');
    const fill = (): void => {
      if (socket.writable) socket.write('x'.repeat(65_536), fill);
    };
    fill();
  });
  await using server = await FeedServer.start({ server: http, answersItself: true });
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock });
  await feed.until('waiting');
  expect(feed.metrics.state).toMatchObject({ reason: 'refused' });
});

test('the circuit opens after ten failures, tries every five minutes, and closes', async () => {
  const logger = createRecordingLogger();
  let isDown = true;
  await using server = await FeedServer.start({
    refusalOf: () => (isDown ? { status: 503 } : undefined),
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock, logger, random: () => 1 });
  for (let failure = 1; failure < 10; failure += 1) {
    await feed.untilTrue(() => feed.metrics.failures === failure, `failure ${failure}`);
    await feed.until('waiting');
    clock.advance(30_000);
  }
  await feed.until('circuit-open');
  expect(feed.metrics.state).toMatchObject({ waitMs: 300_000, failures: 10 });
  expect(logger.events.filter(({ event }) => event === 'feed.circuit.opened')).toMatchObject([
    { level: 'warn', context: { failures: 10, waitMs: 300_000 } },
  ]);
  clock.advance(299_999);
  expect(server.requests).toHaveLength(10);
  clock.advance(1);
  await feed.untilTrue(() => feed.metrics.failures === 11, 'the next attempt');
  await feed.until('circuit-open');
  isDown = false;
  clock.advance(300_000);
  await feed.until('connected');
  expect(feed.metrics.failures).toBe(11);
  clock.advance(10_000);
  server.open[0]?.ping();
  await feed.untilTrue(() => feed.metrics.failures === 0, 'the proof');
  expect(logger.eventNames).toContain('feed.circuit.closed');
});

test('an open circuit ends the run where that is asked for', async () => {
  await using server = await FeedServer.start({ refusalOf: () => ({ status: 503 }) });
  await using feed = new Followed({
    url: server.url,
    whenOpen: 'end',
    maxFailures: 3,
    minBackoffMs: 1,
    maxBackoffMs: 1,
  });
  expect(await feed.outcome).toEqual({
    error: expect.objectContaining({
      code: 'FEED_UNAVAILABLE',
      category: 'connection',
      isRetryable: true,
      message: expect.stringMatching(
        /failed 3 times in a row\. The last time it answered 503 Service Unavailable\./,
      ) as string,
    }) as unknown,
  });
  expect(server.requests).toHaveLength(3);
});

test('a certificate that is not trusted is refused, and accepted with its authority', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  await using server = await FeedServer.start({
    server: createHttpsServer({ key, cert }),
    onConnection: (socket) => socket.send('1'),
  });
  const url = `wss://localhost:${server.port}`;
  await using refused = new Followed({ url });
  expect((await refused.outcome).error).toEqual(
    refusedError(
      /has a certificate that is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. .*option ca/,
    ),
  );
  await using feed = new Followed({ url, ca: cert });
  await feed.untilTrue(() => feed.messages.length === 1, 'the message');
});

test('a server that is not a WebSocket server is refused', async () => {
  const http = createHttpServer((_, response) => response.end('a page'));
  const tcp = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('220 mail.example.org ESMTP\r\n');
  });
  for (const [server, message] of [
    [http, /answered 200 OK\. Check the address/],
    [tcp, /did not answer as a WebSocket server\. Check the address and the port/],
  ] as const) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await using feed = new Followed({ url: `ws://127.0.0.1:${port}` });
    expect((await feed.outcome).error).toEqual(refusedError(message));
    server.close();
  }
});

test('a host without a name, and a port that nothing listens on, are tried again', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  for (const [url, code] of [
    ['wss://feed.invalid', 'ENOTFOUND|EAI_AGAIN'],
    [`wss://127.0.0.1:${port}`, 'ECONNREFUSED'],
  ] as const) {
    await using feed = new Followed({ url, clock: new ManualClock() });
    await feed.until('waiting');
    expect(feed.metrics.state).toMatchObject({
      reason: 'unreachable',
      explanation: expect.stringMatching(
        new RegExp(`cannot be reached \\((?:${code})\\)`),
      ) as string,
    });
  }
});

test('a handshake that is not answered within ten seconds is given up', async () => {
  await using server = await FeedServer.start({ refusalOf: () => 'silence' });
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock });
  await feed.untilTrue(() => server.requests.length === 1, 'the handshake');
  clock.advance(10_000);
  await feed.until('waiting');
  expect(feed.metrics.state).toMatchObject({
    reason: 'unreachable',
    explanation: expect.stringContaining('did not open a connection within 10000 ms') as string,
  });
});
