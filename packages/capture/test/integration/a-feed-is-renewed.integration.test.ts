import { expect, test } from 'vitest';
import { Followed } from '../support/follow.js';
import { ManualClock } from '../support/manual-clock.js';
import { idOf, sequenceOf, TradeFeed, tradeOf } from '../support/trade-feed.js';

const renewAfterMs = 85_800_000;
/** More than a day: the server sends no pings by the clock of the test. */
const silenceMs = 2 ** 31 - 1;

/** Numbers up to the last one, each once, in order. */
const all = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1);

test('a connection is renewed before its day ends, and no message is lost', async () => {
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  await using feed = new Followed({
    url: trades.server.url,
    silenceMs,
    clock,
    sequenceOf,
    random: () => 0,
  });
  const closes: number[] = [];
  await feed.until('connected');
  trades.open[0]?.on('close', (code) => closes.push(code));
  trades.trade(100);
  clock.advance(renewAfterMs - 1);
  trades.trade(100);
  await feed.untilTrue(() => feed.metrics.messages === 200, 'the first messages');
  expect(trades.server.connections).toHaveLength(1);
  clock.advance(1);
  await feed.untilTrue(() => trades.open.length === 2, 'the second connection');
  // Both are open: every message is sent to both.
  trades.trade(100);
  await feed.untilTrue(() => clock.waits[0] === 1_000, 'the overlap');
  trades.trade(100);
  clock.advance(1_000);
  await feed.untilTrue(() => trades.open.length === 1, 'the end of the first connection');
  trades.trade(100);
  await feed.untilTrue(() => feed.messages.map(idOf).includes(500), 'the last message');
  const ids = feed.messages.map(idOf);
  expect([...new Set(ids)]).toEqual(all(500));
  expect(ids.length).toBeGreaterThan(500);
  expect(closes).toEqual([1000]);
  expect(await feed.stop()).toMatchObject({
    connections: 2,
    reconnects: 0,
    ends: { renewed: 1, stopped: 1 },
    failures: 0,
    gaps: { gaps: 0, repeats: ids.length - 500 },
  });
  expect(clock.waits).toEqual([]);
});

test('messages of the new connection wait for all messages of the old one', async () => {
  // The new connection is ahead: it sends the later trades before the old one sends the earlier ones.
  await using trades = await TradeFeed.start({
    onConnection: (socket, number) => {
      if (number === 2) for (let id = 11; id <= 20; id += 1) socket.send(tradeOf(id));
    },
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, silenceMs, clock, sequenceOf });
  await feed.until('connected');
  clock.advance(renewAfterMs);
  await feed.untilTrue(() => clock.waits.includes(1_000), 'the overlap');
  trades.server.connections[0]?.send(tradeOf(1));
  await feed.untilTrue(() => feed.messages.length === 1, 'a message of the old connection');
  for (let id = 2; id <= 10; id += 1) trades.server.connections[0]?.send(tradeOf(id));
  clock.advance(1_000);
  await feed.untilTrue(() => feed.messages.length === 20, 'all messages');
  expect(feed.messages.map(idOf)).toEqual(all(20));
  expect(feed.metrics.gaps).toMatchObject({ gaps: 0, repeats: 0 });
});

test('subscriptions are sent on the new connection before the old one is closed', async () => {
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  await using feed = new Followed({
    url: trades.server.url,
    silenceMs,
    clock,
    subscribe: ['a', 'b'],
  });
  await feed.untilTrue(() => trades.server.received.length === 1, 'the first subscription');
  clock.advance(250);
  await feed.untilTrue(() => trades.server.received.length === 2, 'the second subscription');
  clock.advance(renewAfterMs);
  await feed.untilTrue(() => trades.server.received.length === 3, 'the first again');
  expect(trades.open).toHaveLength(2);
  clock.advance(250);
  await feed.untilTrue(() => trades.server.received.length === 4, 'the second again');
  expect(trades.open).toHaveLength(2);
  // A quiet feed: no message proves that the new connection receives.
  await feed.untilTrue(() => clock.waits.includes(10_000), 'the wait for a message');
  clock.advance(10_000);
  await feed.untilTrue(() => clock.waits.includes(1_000), 'the overlap');
  clock.advance(1_000);
  await feed.untilTrue(() => trades.open.length === 1, 'the end of the first connection');
  expect(feed.metrics.ends).toEqual({ renewed: 1 });
});

test('a new connection that cannot be opened leaves the old one, and is tried again', async () => {
  await using trades = await TradeFeed.start({
    refusalOf: (number) => (number === 2 ? { status: 503 } : undefined),
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, silenceMs, clock, sequenceOf });
  await feed.until('connected');
  clock.advance(renewAfterMs);
  await feed.untilTrue(() => feed.metrics.ends.refused === 1, 'the refusal');
  trades.trade(10);
  await feed.untilTrue(() => feed.messages.length === 10, 'messages of the old connection');
  expect(feed.metrics.state.name).toBe('connected');
  await feed.untilTrue(() => clock.waits[0] === 60_000, 'the wait');
  clock.advance(60_000);
  await feed.untilTrue(() => trades.open.length === 2, 'the next connection');
  trades.trade(10);
  await feed.untilTrue(() => clock.waits.includes(1_000), 'the overlap');
  clock.advance(1_000);
  await feed.untilTrue(() => feed.metrics.ends.renewed === 1, 'the renewal');
  await feed.untilTrue(() => feed.messages.map(idOf).at(-1) === 20, 'the last message');
  expect(feed.metrics.gaps.gaps).toBe(0);
});

test('an old connection that ends during the overlap is followed by the new one at once', async () => {
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, silenceMs, clock, sequenceOf });
  await feed.until('connected');
  trades.trade(5);
  clock.advance(renewAfterMs);
  await feed.untilTrue(() => trades.open.length === 2, 'the second connection');
  trades.trade(5);
  await feed.untilTrue(() => clock.waits.includes(1_000), 'the overlap');
  trades.server.connections[0]?.terminate();
  trades.trade(5);
  await feed.untilTrue(() => feed.messages.map(idOf).at(-1) === 15, 'the last message');
  expect([...new Set(feed.messages.map(idOf))]).toEqual(all(15));
  expect(feed.metrics).toMatchObject({ connections: 2, ends: { cut: 1 }, gaps: { gaps: 0 } });
});

test('a consumer that is behind keeps the old connection, and the renewal is tried again', async () => {
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const stored: string[] = [];
  await using feed = new Followed({
    url: trades.server.url,
    silenceMs,
    clock,
    sequenceOf,
    bufferMessages: 10,
    onMessages: async (messages) => {
      await released;
      stored.push(...messages);
    },
  });
  await feed.until('connected');
  trades.trade(100);
  await feed.untilTrue(() => feed.metrics.pauses === 1, 'the pause');
  clock.advance(renewAfterMs);
  await feed.untilTrue(() => feed.metrics.connections === 2, 'the second connection');
  trades.trade(100);
  await feed.untilTrue(() => clock.waits.includes(10_000), 'the wait for a message');
  clock.advance(10_000);
  for (let round = 1; round <= 30; round += 1) {
    await feed.untilTrue(() => clock.waits.includes(1_000), `overlap ${round}`);
    clock.advance(1_000);
  }
  await feed.untilTrue(() => feed.metrics.ends.stopped === 1, 'the end of the second connection');
  release();
  await feed.untilTrue(() => stored.length === 200, 'every message of the old connection');
  await feed.untilTrue(() => clock.waits.includes(60_000), 'the wait');
  clock.advance(60_000);
  await feed.untilTrue(() => trades.open.length === 2, 'the third connection');
  trades.trade(1);
  await feed.untilTrue(() => clock.waits.includes(1_000), 'the overlap');
  clock.advance(1_000);
  await feed.untilTrue(() => feed.metrics.ends.renewed === 1, 'the renewal');
  expect([...new Set(stored.map(idOf))]).toEqual(all(stored.map(idOf).at(-1) ?? 0));
  expect(feed.metrics.gaps.gaps).toBe(0);
});
