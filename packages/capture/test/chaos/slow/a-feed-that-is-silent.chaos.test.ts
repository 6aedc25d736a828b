import { afterBytes, blackHole, NetworkProxy } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { Followed } from '../../support/follow.js';
import { ManualClock } from '../../support/manual-clock.js';
import { idOf, TradeFeed } from '../../support/trade-feed.js';

test('T01 a server that sends nothing: it reconnects after thirty seconds', async () => {
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, clock });
  await feed.until('connected');
  clock.advance(29_999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(feed.metrics.state.name).toBe('connected');
  clock.advance(1);
  await feed.until('waiting');
  expect(feed.metrics.state).toMatchObject({
    reason: 'silent',
    explanation: expect.stringContaining('sent nothing for 30000 ms') as string,
  });
  clock.advance(2_000);
  await feed.until('connected');
  trades.trade(1);
  await feed.untilTrue(() => feed.messages.length === 1, 'a message');
});

test('T01 a server that sends pings only: the connection is kept', async () => {
  let pongs = 0;
  await using trades = await TradeFeed.start({
    onConnection: (socket) => socket.on('pong', () => (pongs += 1)),
  });
  const clock = new ManualClock();
  await using feed = new Followed({ url: trades.server.url, clock });
  await feed.until('connected');
  for (let ping = 1; ping <= 10; ping += 1) {
    clock.advance(20_000);
    trades.open[0]?.ping();
    await feed.untilTrue(() => pongs === ping, `pong ${ping}`);
  }
  expect(feed.metrics).toMatchObject({ connections: 1, ends: {}, state: { name: 'connected' } });
});

test('T01 a network that drops everything: it reconnects after thirty seconds', async () => {
  await using trades = await TradeFeed.start();
  await using proxy = await NetworkProxy.start(trades.server.url, { areMessages: false });
  const fault = proxy.inject(blackHole(afterBytes(1_000, 'server')), { times: 1 });
  const clock = new ManualClock();
  await using feed = new Followed({ url: proxy.url, clock });
  await feed.until('connected');
  trades.trade(100);
  await fault.fired;
  // What is on its way has arrived when nothing more does.
  let seen = -1;
  await feed.untilTrue(() => seen === (seen = feed.messages.length), 'the silence');
  clock.advance(30_000);
  await feed.until('waiting');
  expect(feed.metrics.state).toMatchObject({ reason: 'silent' });
  clock.advance(2_000);
  await feed.until('connected');
  expect(proxy.connectionCount).toBe(2);
  trades.trade(1);
  await feed.untilTrue(() => feed.messages.map(idOf).at(-1) === 101, 'the next message');
});

test('T01 a network that drops everything during the close: the abort ends after five seconds', async () => {
  await using trades = await TradeFeed.start();
  await using proxy = await NetworkProxy.start(trades.server.url, { areMessages: false });
  const clock = new ManualClock();
  await using feed = new Followed({ url: proxy.url, clock });
  await feed.until('connected');
  const fault = proxy.inject(blackHole(({ fromServer }) => (fromServer ? undefined : 0)));
  const stopped = feed.stop();
  await fault.fired;
  clock.advance(5_000);
  expect(await stopped).toMatchObject({ ends: { stopped: 1 } });
  expect(clock.waits).toEqual([]);
});
