import { expectNoCanary } from '@wdh/fault-injection';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { expect, test } from 'vitest';
import { sendBytes } from '../../support/feed-faults.js';
import { Followed } from '../../support/follow.js';
import { ManualClock } from '../../support/manual-clock.js';
import { idOf, sequenceOf, TradeFeed } from '../../support/trade-feed.js';

test('T01 messages that are not JSON: they are passed on unchanged, and the connection is kept', async () => {
  const garbage = ['', 'not JSON', '{"t":', '\u0000\ufeff', 'null', '[]', '{"t":"x"}', '\n\r\n'];
  await using trades = await TradeFeed.start({
    onConnection: (socket) => {
      for (const text of ['{"t":1}', ...garbage, '{"t":2}']) socket.send(text);
    },
  });
  await using feed = new Followed({ url: trades.server.url, sequenceOf });
  await feed.untilTrue(() => feed.messages.length === garbage.length + 2, 'all messages');
  expect(feed.messages).toEqual(['{"t":1}', ...garbage, '{"t":2}']);
  expect(feed.metrics).toMatchObject({ connections: 1, ends: {}, gaps: { gaps: 0 } });
});

test.each([
  ['text that is not UTF-8', [0x81, 0x02, 0xc3, 0x28], 'WS_ERR_INVALID_UTF8', 1007],
  ['a frame with reserved bits', [0xf1, 0x01, 0x61], 'WS_ERR_UNEXPECTED_RSV_2_3', 1002],
  ['a masked frame', [0x81, 0x81, 1, 2, 3, 4, 0x61], 'WS_ERR_UNEXPECTED_MASK', 1002],
  [
    'a frame that announces 2^63 bytes',
    [0x81, 0x7f, 0x7f, ...Array<number>(7).fill(0xff)],
    'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
    1009,
  ],
])(
  'T01 %s: the connection is replaced, and what came before is passed on',
  async (_, bytes, code, close) => {
    const codes: number[] = [];
    await using trades = await TradeFeed.start({
      onConnection: (socket, number) => {
        socket.on('close', (received) => codes.push(received));
        socket.send('{"t":1,"secret":"canary-cell"}');
        if (number === 1) sendBytes(socket, bytes);
      },
    });
    const clock = new ManualClock();
    const logger = createRecordingLogger();
    await using feed = new Followed({ url: trades.server.url, clock, logger });
    await feed.until('waiting');
    const reason = close === 1009 ? 'oversized' : 'garbage';
    expect(feed.metrics.state).toMatchObject({ reason });
    const [ended] = logger.events.filter(({ event }) => event === 'feed.disconnected');
    expect(ended?.context).toMatchObject({ code, reason });
    await feed.untilTrue(() => codes.length === 1, 'the close');
    expect(codes).toEqual([close]);
    clock.advance(2_000);
    await feed.untilTrue(() => feed.messages.length === 2, 'both messages');
    const outputs = { log: JSON.stringify([logger.events, feed.states]) };
    expectNoCanary(outputs, { cell: 'canary-cell', key: 'canary-key' });
  },
);

test('T01 a message that is too large on every connection: the waits grow, and the circuit says what to do', async () => {
  const logger = createRecordingLogger();
  await using trades = await TradeFeed.start({
    onConnection: (socket) => {
      socket.send('{"t":1}');
      socket.send(`"${'x'.repeat(10_000)}"`);
    },
  });
  const clock = new ManualClock();
  await using feed = new Followed({
    url: trades.server.url,
    clock,
    logger,
    maxMessageBytes: 10_000,
    maxFailures: 4,
  });
  for (let failure = 1; failure <= 4; failure += 1) {
    await feed.untilFailure(failure);
    if (failure < 4) clock.advance(30_000);
  }
  await feed.until('circuit-open');
  expect(feed.messages.map(idOf)).toEqual([1, 1, 1, 1]);
  expect(feed.metrics.ends).toEqual({ oversized: 4 });
  const [opened] = logger.events.filter(({ event }) => event === 'feed.circuit.opened');
  expect(opened?.context['explanation']).toMatch(
    /sent a message of more than 10000 bytes\. Raise maxMessageBytes if such messages are valid\.$/,
  );
});
