import { expect, test } from 'vitest';
import { Followed } from '../../support/follow.js';
import { ManualClock } from '../../support/manual-clock.js';
import { idOf, sequenceOf, TradeFeed } from '../../support/trade-feed.js';

test('T01 a disk that does not answer: the socket is not read, and no message is lost', async () => {
  const count = 40_000;
  // More in all than the buffers of any system hold.
  const padding = 'x'.repeat(1_000);
  await using trades = await TradeFeed.start();
  const clock = new ManualClock();
  let isDiskStuck = true;
  let release: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => (release = resolve));
  const stored: string[] = [];
  let mostBuffered = 0;
  await using feed = new Followed({
    url: trades.server.url,
    clock,
    sequenceOf,
    bufferMessages: 1_000,
    onMessages: async (messages) => {
      if (isDiskStuck) await stuck;
      mostBuffered = Math.max(mostBuffered, feed.metrics.bufferedMessages);
      stored.push(...messages);
    },
  });
  await feed.until('connected');
  trades.trade(count, padding);
  await feed.untilTrue(() => feed.metrics.pauses === 1, 'the pause');
  await trades.untilStuck();
  expect(feed.metrics.messages).toBeLessThan(10_000);
  // It is the consumer that is slow: a long wait is not a silence of the server.
  for (let wait = 1; wait <= 20; wait += 1) {
    clock.advance(30_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(feed.metrics.pausedMs).toBe(600_000);
  isDiskStuck = false;
  release();
  await feed.untilTrue(() => stored.length === count, 'all messages');
  expect(stored.every((message, index) => idOf(message) === index + 1)).toBe(true);
  expect(mostBuffered).toBeLessThan(10_000);
  expect(feed.metrics).toMatchObject({ connections: 1, ends: {}, gaps: { gaps: 0 } });
});
