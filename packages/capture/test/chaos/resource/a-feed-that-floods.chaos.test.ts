import { expect, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import { Followed } from '../../support/follow.js';
import { idOf, sequenceOf, TradeFeed } from '../../support/trade-feed.js';

test('T01 a flood of 100,000 messages at a slow consumer: memory is bounded, and all are passed on in order', async () => {
  const count = 100_000;
  const bufferMessages = 500;
  await using trades = await TradeFeed.start();
  const stored: string[] = [];
  let mostBuffered = 0;
  let largestBatch = 0;
  await using feed = new Followed({
    url: trades.server.url,
    sequenceOf,
    bufferMessages,
    onMessages: async (messages) => {
      mostBuffered = Math.max(mostBuffered, feed.metrics.bufferedMessages);
      largestBatch = Math.max(largestBatch, messages.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      stored.push(...messages);
    },
  });
  await feed.until('connected');
  trades.trade(count);
  await feed.untilTrue(() => stored.length === count, 'all messages');
  expect(stored.every((message, index) => idOf(message) === index + 1)).toBe(true);
  // What the socket has read already is kept: a chunk of 64 KiB has at most 2,200 of these messages.
  expect(mostBuffered).toBeLessThan(bufferMessages + 5_000);
  expect(largestBatch).toBeLessThan(bufferMessages + 5_000);
  expect(feed.metrics).toMatchObject({ messages: count, connections: 1, gaps: { gaps: 0 } });
  expect(feed.metrics.pauses).toBeGreaterThan(10);
});

test('T01 a flood of 100 MB at a process with a heap of 48 MB: it reads no more than it can hold, and loses nothing', async () => {
  const count = 100_000;
  await using trades = await TradeFeed.start();
  const args = [trades.server.url, `${count}`];
  await using program = startProgram('follow-feed', args, { heapMb: 48 });
  await program.untilPrinted('connected');
  trades.trade(count, 'x'.repeat(1_000));
  await trades.untilStuck();
  program.signal('SIGUSR2');
  await program.untilPrinted('stored all', 60_000);
  program.signal('SIGTERM');
  const { code, stdout } = await program.end(30_000);
  expect(code).toBe(0);
  const counts: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(counts).toMatchObject({ last: count, isInOrder: true });
});

test('T01 a flood at a feed that is stopped: the run ends, and what was read is passed on', async () => {
  await using trades = await TradeFeed.start({
    onConnection: (socket) => {
      const flood = (): void => {
        for (let sent = 0; sent < 1_000; sent += 1) socket.send('{"t":1}');
        if (socket.readyState === socket.OPEN) setImmediate(flood);
      };
      flood();
    },
  });
  await using feed = new Followed({ url: trades.server.url, bufferMessages: 1_000 });
  await feed.untilTrue(() => feed.messages.length > 10_000, 'the flood');
  const metrics = await feed.stop();
  expect(feed.messages).toHaveLength(metrics.messages);
  expect(metrics).toMatchObject({ bufferedMessages: 0, ends: { stopped: 1 } });
});
