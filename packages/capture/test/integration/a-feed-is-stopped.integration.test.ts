import { expect, test } from 'vitest';
import { startProgram } from '../programs/programs.js';
import { FeedServer } from '../support/feed-server.js';
import { Followed } from '../support/follow.js';
import { ManualClock } from '../support/manual-clock.js';

test('what has been read is passed on after the abort, and the connection is closed by 1000', async () => {
  const codes: number[] = [];
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      socket.on('close', (code) => codes.push(code));
      for (let id = 1; id <= 100; id += 1) socket.send(`${id}`);
    },
  });
  const clock = new ManualClock();
  const finish: (() => void)[] = [];
  const stored: string[] = [];
  await using feed = new Followed({
    url: server.url,
    clock,
    onMessages: async (messages) => {
      await new Promise<void>((resolve) => finish.push(resolve));
      stored.push(...messages);
    },
  });
  await feed.untilTrue(() => feed.metrics.messages === 100, 'all messages');
  expect(stored).toEqual([]);
  const stopped = feed.stop();
  await feed.untilTrue(() => codes.length === 1, 'the close');
  expect(feed.metrics.bufferedMessages).toBe(100);
  for (let round = 0; stored.length < 100; round += 1) {
    await feed.untilTrue(() => finish.length > round, 'a batch');
    finish[round]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await stopped).toMatchObject({ bufferedMessages: 0, ends: { stopped: 1 } });
  expect(codes).toEqual([1000]);
  expect(stored).toHaveLength(100);
  expect(clock.waits).toEqual([]);
});

test('a server that does not answer the close is left after five seconds', async () => {
  await using server = await FeedServer.start({ onConnection: (socket) => socket.pause() });
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock });
  await feed.until('connected');
  const stopped = feed.stop();
  await feed.untilTrue(() => clock.waits[0] === 5_000, 'the deadline');
  clock.advance(5_000);
  expect(await stopped).toMatchObject({ ends: { stopped: 1 }, state: { name: 'ended' } });
  expect(clock.waits).toEqual([]);
});

test('an abort ends a wait, an attempt to connect, and what has not begun', async () => {
  const clock = new ManualClock();
  await using refusing = await FeedServer.start({ refusalOf: () => ({ status: 503 }) });
  await using waiting = new Followed({ url: refusing.url, clock });
  await waiting.until('waiting');
  expect(await waiting.stop()).toMatchObject({ connections: 0, ends: { refused: 1 } });

  await using silent = await FeedServer.start({ refusalOf: () => 'silence' });
  await using connecting = new Followed({ url: silent.url, clock });
  await connecting.untilTrue(() => silent.requests.length === 1, 'the handshake');
  expect(await connecting.stop()).toMatchObject({ connections: 0, ends: { stopped: 1 } });

  await using never = new Followed({ url: silent.url, clock, signal: AbortSignal.abort() });
  expect(await never.stop()).toMatchObject({ connections: 0, ends: {} });
  expect(silent.requests).toHaveLength(1);
  expect(clock.waits).toEqual([]);
});

test.each(['onMessages', 'onGap', 'onState'] as const)(
  'an exception of %s ends the run with it, and closes the connection',
  async (callback) => {
    await using server = await FeedServer.start({
      onConnection: (socket) => {
        socket.send('1');
        socket.send('3');
      },
    });
    const clock = new ManualClock();
    const full = new Error('no space left');
    await using feed = new Followed({
      url: server.url,
      clock,
      sequenceOf: (message) => ({ key: 'A', sequence: BigInt(message) }),
      [callback]: () => {
        throw full;
      },
    });
    expect(await feed.outcome).toEqual({ error: full });
    await feed.untilTrue(() => server.open.length === 0, 'the close');
    expect(clock.waits).toEqual([]);
  },
);

test('a logger that throws changes nothing', async () => {
  await using server = await FeedServer.start({ onConnection: (socket) => socket.send('1') });
  const fail = (): never => {
    throw new Error('no log');
  };
  const logger = { debug: fail, info: fail, warn: fail, error: fail, bind: fail };
  await using feed = new Followed({ url: server.url, logger });
  await feed.untilTrue(() => feed.messages.length === 1, 'the message');
  expect(await feed.stop()).toMatchObject({ connections: 1, ends: { stopped: 1 } });
});

test('a process ends by itself after the run, also in the middle of a wait', async () => {
  await using server = await FeedServer.start();
  await using connected = startProgram('follow-feed', [server.url]);
  await connected.untilPrinted('connected');
  connected.signal('SIGTERM');
  expect(await connected.end(30_000)).toMatchObject({ code: 0, stderr: '' });

  await using refusing = await FeedServer.start({ refusalOf: () => ({ status: 503 }) });
  await using waiting = startProgram('follow-feed', [refusing.url]);
  await waiting.untilPrinted('waiting');
  waiting.signal('SIGTERM');
  expect(await waiting.end(30_000)).toMatchObject({ code: 0, stderr: '' });
});
