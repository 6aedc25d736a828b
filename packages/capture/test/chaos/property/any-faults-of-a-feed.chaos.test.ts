import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FeedFault, injectFault } from '../../support/feed-faults.js';
import { Followed } from '../../support/follow.js';
import { idOf, sequenceOf, TradeFeed } from '../../support/trade-feed.js';
import { WatchedClock } from '../../support/watched-clock.js';

const maxMessageBytes = 1_000;

/** Faults before which everything that was sent arrives. */
const complete: readonly FeedFault[] = ['close', 'restart', 'garbage', 'oversized'];
const connection = fc.record({
  isRefused: fc.boolean(),
  messages: fc.nat({ max: 40 }),
  fault: fc.constantFrom<FeedFault>('cut', 'half a message', ...complete),
});

interface Sent {
  readonly ids: readonly number[];
  readonly isComplete: boolean;
}

test('T01 any faults of a feed one after another: what arrives is in order and once, and the rest is a gap', async () => {
  const batch = fc.array(connection, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(batch, fc.integer({ min: 1, max: 20 }), async (script, bufferMessages) => {
      const sent: Sent[] = [];
      await using trades = await TradeFeed.start({
        refusalOf: (number) =>
          script[number - 1]?.isRefused === true ? { status: 503 } : undefined,
        onConnection: (socket) => {
          const part = script[trades.server.requests.length - 1];
          const first = trades.lastId + 1;
          trades.trade(part?.messages ?? 1, '', [socket]);
          const ids = Array.from(
            { length: trades.lastId + 1 - first },
            (_, index) => first + index,
          );
          sent.push({ ids, isComplete: part === undefined || complete.includes(part.fault) });
          if (part !== undefined) injectFault(socket, part.fault, maxMessageBytes);
        },
      });
      const clock = new WatchedClock();
      const stored: number[] = [];
      await using feed = new Followed({
        url: trades.server.url,
        clock,
        sequenceOf,
        maxMessageBytes,
        bufferMessages,
        minBackoffMs: 1,
        maxBackoffMs: 1,
        circuitRetryMs: 1,
        onMessages: async (messages) => {
          await new Promise((resolve) => setImmediate(resolve));
          stored.push(...messages.map(idOf));
        },
      });
      const isOver = (): boolean => trades.server.requests.length > script.length;
      await feed.untilTrue(() => isOver() && stored.at(-1) === trades.lastId, 'the last message');
      const { gaps, messages, ends } = await feed.stop();

      expect(stored).toEqual([...new Set(stored)].sort((a, b) => a - b));
      expect(messages).toBe(stored.length);
      const due = sent.filter(({ isComplete }) => isComplete).flatMap(({ ids }) => ids);
      expect(due.filter((id) => !stored.includes(id))).toEqual([]);
      const lost = trades.lastId + 1 - (stored[0] ?? 0) - stored.length;
      expect(gaps).toMatchObject({ missing: lost, repeats: 0 });
      expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(script.length + 1);
      expect(clock.timers).toBe(0);
    }),
  );
});
