import { readFile } from 'node:fs/promises';
import { WdhError, type ErrorCategory } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { SegmentFolder, SegmentLoads } from '../../src/index.js';
import { makePlace } from '../support/capture-place.js';

const failure = (category: ErrorCategory) =>
  new WdhError('no', { code: `OF_${category.toUpperCase()}`, category });

/** A capture of one message per segment, and the loads of its segments. */
async function capture(path: string, load: (text: string, call: number) => Promise<void> | void) {
  const loaded: string[] = [];
  let calls = 0;
  const folder = await SegmentFolder.open({
    ...{ path, feed: 'numbers', maxBytes: 1 },
    onClosed: () => loads.look(),
  });
  const loads = new SegmentLoads({
    folder,
    load: async (segment) => {
      const text = (await readFile(segment, 'utf8')).trim();
      await load(text, (calls += 1));
      loaded.push(text);
    },
    backoffMs: 1,
  });
  const close = () => folder.close();
  return {
    [Symbol.asyncDispose]: close,
    folder,
    loads,
    loaded,
    write: (text: string) => folder.writer.write([text]),
  };
}

it('loads one segment at a time, from the oldest, while others are written', async () => {
  await using place = await makePlace();
  let running = 0;
  await using capturing = await capture(place.path, async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  });
  const { loads, loaded, write } = capturing;
  const ended = loads.run();
  for (let n = 1; n <= 5; n += 1) await write(`${n}`);
  loads.finish();
  await ended;
  expect(loaded).toEqual(['1', '2', '3', '4', '5']);
  expect(loads.counts).toEqual({ loaded: 5, failed: 0 });
  expect(await place.lines('loaded')).toEqual(loaded);
});

it.each(['connection', 'locked'] as const)(
  'repeats a load that fails by %s, and keeps the order',
  async (category) => {
    await using place = await makePlace();
    await using capturing = await capture(place.path, (_, call) => {
      if (call <= 4) throw failure(category);
      loads.finish();
    });
    const { loads, loaded, write } = capturing;
    await write('1');
    await write('2');
    await loads.run();
    expect(loaded).toEqual(['1', '2']);
  },
);

it.each(['DATABASE_READ_ONLY', 'SERVER_DISK_FULL', 'STATEMENT_CANCELLED'])(
  'repeats a load that fails by %s, which passes',
  async (code) => {
    await using place = await makePlace();
    await using capturing = await capture(place.path, (_, call) => {
      if (call === 1) throw new WdhError('no', { code, category: 'schema' });
      capturing.loads.finish();
    });
    await capturing.write('1');
    await capturing.loads.run();
    expect(capturing.loaded).toEqual(['1']);
  },
);

it('tries once more at the end, and leaves what cannot be loaded for the next capture', async () => {
  await using place = await makePlace();
  let calls = 0;
  await using capturing = await capture(place.path, () => {
    calls += 1;
    loads.finish();
    throw failure('connection');
  });
  const { folder, loads, write } = capturing;
  await write('1');
  await write('2');
  await expect(loads.run()).rejects.toMatchObject({ code: 'OF_CONNECTION' });
  expect(calls).toBe(2);
  expect(folder.waiting).toHaveLength(2);
});

it.each(['schema', 'usage', 'internal', 'file', 'interrupted'] as const)(
  'ends with an error of category %s, and the segments stay',
  async (category) => {
    await using place = await makePlace();
    await using capturing = await capture(place.path, () => {
      throw failure(category);
    });
    const { folder, loads, write } = capturing;
    await write('1');
    await expect(loads.run()).rejects.toMatchObject({ category });
    expect(folder.waiting).toHaveLength(1);
  },
);

it('moves a segment whose content fails as a whole, and loads the next one', async () => {
  await using place = await makePlace();
  await using capturing = await capture(place.path, (text) => {
    if (text === '1') throw failure('data');
    loads.finish();
  });
  const { folder, loads, loaded, write } = capturing;
  await write('1');
  await write('2');
  await loads.run();
  expect(loaded).toEqual(['2']);
  expect(loads.counts).toEqual({ loaded: 1, failed: 1 });
  expect(await place.lines('failed')).toEqual(['1']);
  expect(folder.waiting).toEqual([]);
});
