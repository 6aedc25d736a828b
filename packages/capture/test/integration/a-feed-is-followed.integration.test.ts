import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilTrue } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { FeedConnection } from '../../src/index.js';
import { FeedServer } from '../support/feed-server.js';
import { Followed } from '../support/follow.js';

test('messages are passed on in order until the feed is stopped', async () => {
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      for (let id = 1; id <= 1_000; id += 1) socket.send(`{"t":${id}}`);
    },
  });
  await using feed = new Followed({ url: server.url });
  await feed.untilTrue(() => feed.messages.length === 1_000, 'all messages');
  const metrics = await feed.stop();
  expect(feed.messages).toEqual(Array.from({ length: 1_000 }, (_, index) => `{"t":${index + 1}}`));
  expect(metrics).toMatchObject({ messages: 1_000, connections: 1, ends: { stopped: 1 } });
  expect(feed.states.map(({ name }) => name)).toEqual(['connecting', 'connected', 'ended']);
});

test('the example of the README writes messages to a file', async () => {
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      socket.on('message', () => {
        socket.send('{"s":"BTCUSDT","t":1}');
        socket.send('{"s":"BTCUSDT","t":2}');
      });
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'wdh-feed-'));
  const file = join(folder, 'trades.jsonl');
  const stop = new AbortController();
  const written = (): Promise<string> => readFile(file, 'utf8').catch(() => '');
  const isWritten = async (): Promise<boolean> => (await written()).split('\n').length === 3;
  void untilTrue(isWritten, 20_000, 'two lines').finally(() => stop.abort());
  const feed = new FeedConnection({
    url: server.url,
    subscribe: ['{"method":"SUBSCRIBE","params":["btcusdt@trade"]}'],
    onMessages: async (messages) => {
      await appendFile(file, messages.map((message) => `${message}\n`).join(''));
    },
  });
  const metrics = await feed.run(stop.signal);
  expect(metrics).toMatchObject({ messages: 2, bufferedMessages: 0 });
  expect(await written()).toBe('{"s":"BTCUSDT","t":1}\n{"s":"BTCUSDT","t":2}\n');
  await rm(folder, { recursive: true });
});
