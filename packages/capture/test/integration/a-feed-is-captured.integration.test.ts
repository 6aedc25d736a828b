import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { FeedConnection, SegmentFolder, SegmentLoads } from '../../src/index.js';
import { makePlace } from '../support/capture-place.js';
import { FeedServer } from '../support/feed-server.js';

it('the messages of a feed are written to segments, which are loaded while others are written', async () => {
  await using place = await makePlace();
  const stop = new AbortController();
  await using server = await FeedServer.start({
    onConnection: (socket) => {
      for (let n = 1; n <= 100; n += 1) socket.send(`{"n":${n}}`);
    },
  });
  const loaded: string[] = [];
  const load = async (path: string): Promise<void> => {
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    loaded.push(...lines);
    if (loaded.length === 100) stop.abort();
  };

  const folder = await SegmentFolder.open({
    path: place.path,
    feed: 'ticks',
    maxAgeMs: 200,
    onClosed: () => loads.look(),
  });
  const loads = new SegmentLoads({ folder, load });
  const feed = new FeedConnection({
    url: server.url,
    onMessages: (messages) => folder.writer.write(messages),
  });
  const loading = loads.run();
  await Promise.race([feed.run(stop.signal), loading]);
  await folder.writer.close();
  loads.finish();
  await loading;
  await folder.close();

  expect(loaded).toEqual(Array.from({ length: 100 }, (_, at) => `{"n":${at + 1}}`));
  expect(await place.lines('loaded')).toEqual(loaded);
});
