import { afterBytes, cut, NetworkProxy } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { Followed } from '../../support/follow.js';
import { ManualClock } from '../../support/manual-clock.js';
import { idOf, sequenceOf, TradeFeed } from '../../support/trade-feed.js';
import { WatchedClock } from '../../support/watched-clock.js';

test('T01 a feed that is cut in the middle of a message: every whole message is passed on, and it reconnects', async () => {
  await using trades = await TradeFeed.start();
  await using proxy = await NetworkProxy.start(trades.server.url, { areMessages: false });
  const fault = proxy.inject(cut(afterBytes(1_000, 'server')), { times: 1 });
  const clock = new ManualClock();
  await using feed = new Followed({ url: proxy.url, clock, sequenceOf });
  await feed.until('connected');
  trades.trade(100);
  await feed.until('waiting');
  fault.expectFired();
  expect(feed.metrics.state).toMatchObject({ reason: 'cut', failures: 1 });
  const before = feed.messages.map(idOf);
  expect(before).toEqual(Array.from({ length: before.length }, (_, index) => index + 1));
  clock.advance(2_000);
  await feed.until('connected');
  trades.trade(100);
  await feed.untilTrue(() => feed.messages.map(idOf).at(-1) === 200, 'the last message');
  expect(feed.messages.map(idOf).slice(before.length)).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 101),
  );
  expect(feed.metrics.gaps).toMatchObject({ gaps: 1, missing: 100 - before.length });
});

test('T01 a server that accepts each connection and cuts it: the waits grow, and the circuit opens', async () => {
  await using trades = await TradeFeed.start({
    onConnection: (socket) => {
      socket.send('{"t":1}', () => socket.terminate());
    },
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, clock, random: () => 0 });
  const waits: number[] = [];
  for (let failure = 1; failure <= 10; failure += 1) {
    await feed.untilFailure(failure);
    const { state } = feed.metrics;
    if (!('waitMs' in state)) throw new TypeError(`the state is ${state.name}`);
    waits.push(state.waitMs);
    clock.advance(state.waitMs);
  }
  expect(waits).toEqual([
    ...[1_000, 2_000, 4_000, 8_000],
    ...[15_000, 15_000, 15_000, 15_000, 15_000],
    270_000,
  ]);
  expect(feed.states.map(({ name }) => name)).toContain('circuit-open');
});

test.each([1001, 1012])(
  'T01 a server that restarts and closes with %i: it reconnects at once, and it is no failure',
  async (code) => {
    await using trades = await TradeFeed.start();
    const clock = new ManualClock();
    await using feed = new Followed({ url: trades.server.url, clock });
    await feed.until('connected');
    clock.advance(10_000);
    trades.trade(1);
    await feed.untilTrue(() => feed.messages.length === 1, 'the proof');
    trades.open[0]?.close(code, 'a text of the server');
    await feed.until('waiting');
    expect(feed.metrics.state).toMatchObject({
      reason: 'closed',
      failures: 0,
      explanation: expect.stringMatching(
        new RegExp(`closed the connection with the code ${code}\\.$`),
      ) as string,
    });
    clock.advance(1_000);
    await feed.until('connected');
    trades.trade(1);
    await feed.untilTrue(() => feed.messages.map(idOf).at(-1) === 2, 'the next message');
  },
);

/** Follows a feed that sends one message on each connection, and cuts it. */
async function survivesCuts(cuts: number): Promise<void> {
  await using trades = await TradeFeed.start({
    onConnection: (socket, number) => {
      socket.send(`{"t":${number}}`, () => socket.terminate());
    },
  });
  const warnings: string[] = [];
  const onWarning = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', onWarning);
  const clock = new WatchedClock();
  const options = { minBackoffMs: 1, maxBackoffMs: 1, maxFailures: cuts * 100 };
  await using feed = new Followed({ url: trades.server.url, clock, ...options });
  await feed.untilTrue(() => feed.metrics.connections >= cuts, 'the cuts', 55_000);
  await feed.stop();
  process.off('warning', onWarning);
  expect(feed.messages.map(idOf).slice(0, cuts)).toEqual(
    Array.from({ length: cuts }, (_, index) => index + 1),
  );
  expect(warnings).toEqual([]);
  expect(clock.timers).toBe(0);
  await feed.untilTrue(() => trades.open.length === 0, 'the end of every connection');
}

test('T01 300 cuts: every message is passed on, and no listener, timer or socket is left', async () => {
  expect.hasAssertions();
  await survivesCuts(300);
});

test(
  'T01 2,000 cuts: every message is passed on, and no listener, timer or socket is left',
  { tags: ['full'] },
  async () => {
    expect.hasAssertions();
    await survivesCuts(2_000);
  },
);
