import { expect, test } from 'vitest';
import { FeedServer } from '../support/feed-server.js';
import { Followed } from '../support/follow.js';
import { ManualClock } from '../support/manual-clock.js';

test('pings are answered with their content', async () => {
  const pongs: string[] = [];
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      socket.on('pong', (data) => pongs.push(data.toString()));
      socket.ping('1767225600000');
      socket.ping('1767225620000');
    },
  });
  await using feed = new Followed({ url: server.url });
  await feed.untilTrue(() => pongs.length === 2, 'two pongs');
  expect(pongs).toEqual(['1767225600000', '1767225620000']);
});

test('subscriptions are sent after every opening, in order and paced', async () => {
  await using server = await FeedServer.start();
  const clock = new ManualClock();
  await using feed = new Followed({ url: server.url, clock, subscribe: ['a', 'b', 'c'] });
  await feed.untilTrue(() => server.received.length === 1, 'the first');
  clock.advance(249);
  await feed.untilTrue(() => clock.waits[0] === 1, 'the pace');
  clock.advance(1);
  await feed.untilTrue(() => server.received.length === 2, 'the second');
  clock.advance(250);
  await feed.untilTrue(() => server.received.length === 3, 'the third');
  server.open[0]?.terminate();
  await feed.until('waiting');
  clock.advance(2_000);
  await feed.untilTrue(() => server.received.length === 4, 'the first again');
  clock.advance(250);
  await feed.untilTrue(() => server.received.length === 5, 'the second again');
  clock.advance(250);
  await feed.untilTrue(() => server.received.length === 6, 'the third again');
  expect(server.received).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('headers are sent with the handshake, and no compression is offered', async () => {
  await using server = await FeedServer.start();
  await using feed = new Followed({ url: server.url, headers: { 'x-key': 'secret' } });
  await feed.until('connected');
  expect(server.requests[0]?.headers).toMatchObject({ 'x-key': 'secret' });
  expect(server.requests[0]?.headers).not.toHaveProperty('sec-websocket-extensions');
});

test('compressed messages are read where compression is asked for', async () => {
  const message = 'a'.repeat(10_000);
  await using server = await FeedServer.start({
    options: { perMessageDeflate: { threshold: 0 } },
    onConnection: (socket) => socket.send(message),
  });
  await using feed = new Followed({ url: server.url, compression: true });
  await feed.untilTrue(() => feed.messages.length === 1, 'the message');
  expect(feed.messages).toEqual([message]);
  expect(server.connections[0]?.extensions).toContain('permessage-deflate');
});

test('a binary message is passed on as one JSON text, between its neighbours', async () => {
  const bytes = Buffer.from([0, 10, 13, 255]);
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      socket.send('{"t":1}');
      socket.send(bytes);
      socket.send('{"t":2}');
    },
  });
  await using feed = new Followed({ url: server.url });
  await feed.untilTrue(() => feed.messages.length === 3, 'three messages');
  expect(feed.messages.map((message) => JSON.parse(message) as unknown)).toEqual([
    { t: 1 },
    { binary: bytes.toString('base64') },
    { t: 2 },
  ]);
});

test('gaps are noted for each key, also between two connections', async () => {
  await using server = await FeedServer.start({
    onConnection: (socket, number) => {
      const ids = number === 1 ? [1, 2, 4] : [7, 8];
      for (const id of ids) socket.send(`{"s":"A","t":${id}}`);
      if (number === 1) socket.close(1001);
    },
  });
  const clock = new ManualClock();
  const gaps: string[] = [];
  await using feed = new Followed({
    url: server.url,
    clock,
    sequenceOf: (message) => {
      const { s, t } = JSON.parse(message) as { s: string; t: number };
      return { key: s, sequence: BigInt(t) };
    },
    onGap: ({ key, from, to, missing }) => gaps.push(`${key} ${from}..${to} ${missing}`),
  });
  await feed.until('waiting');
  clock.advance(2_000);
  await feed.untilTrue(() => feed.messages.length === 5, 'all messages');
  expect(gaps).toEqual(['A 3..3 1', 'A 5..6 2']);
  expect(feed.metrics.gaps).toEqual({ keys: 1, gaps: 2, missing: 3, repeats: 0, unfollowed: 0 });
});
