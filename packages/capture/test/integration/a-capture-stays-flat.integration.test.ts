import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProgram } from '../programs/programs.js';
import { makePlace } from '../support/capture-place.js';
import { TradeFeed } from '../support/trade-feed.js';

test('a capture of 100 MB to segments stores each message once, in a heap of 48 MB', async () => {
  const count = 250_000;
  await using place = await makePlace();
  await using trades = await TradeFeed.start();
  const args = [trades.server.url, join(place.path, 'capture'), `${count}`];
  await using program = startProgram('capture-feed', args, { heapMb: 48 });
  await trades.untilOpen();
  await trades.flood(count, 'x'.repeat(380));
  const { code, stdout, stderr } = await program.end(60_000);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const counts = JSON.parse(stdout) as { readonly loaded: number };
  expect(counts).toMatchObject({ messages: count, last: count, isInOrder: true, gaps: 0 });
  expect(counts.loaded).toBeGreaterThan(20);
});
