import { expect, it } from 'vitest';
import { lazySource } from './lazy-source.js';
import { type RowSource, rowSource } from './row-source.js';

const statistics = {
  lines: 1,
  skippedLines: 0,
  headerLines: 0,
  recordLines: 1,
  blankLines: 0,
  commentLines: 0,
};

/** A source of one row that counts its lines. */
const one: RowSource<{ id: number }> = { ...rowSource('one', () => [{ id: 1 }]), statistics };

it('opens the source once, when it is first used', async () => {
  let times = 0;
  const source = lazySource(() => {
    times += 1;
    return Promise.resolve(one);
  });
  expect([times, source.statistics]).toEqual([0, undefined]);
  expect(await source.identify()).toMatchObject({ name: 'one' });
  const rows = [];
  for await (const batch of source.read()) rows.push(...batch.rows);
  expect(rows).toEqual([{ id: 1 }]);
  expect([times, source.statistics]).toEqual([1, statistics]);
});

it('throws what the function throws, when it is identified and when it is read', async () => {
  const source = lazySource((): RowSource<object> => {
    throw new TypeError('no such file');
  });
  await expect(source.identify()).rejects.toThrow('no such file');
  const batches = source.read()[Symbol.asyncIterator]();
  await expect(batches.next()).rejects.toThrow('no such file');
});

it('does not wait to close a source that is still being opened, and closes it once it is', async () => {
  let open: (source: RowSource<object>) => void = () => undefined;
  const opening = new Promise<RowSource<object>>((resolve) => {
    open = resolve;
  });
  let closed = 0;
  const source = lazySource(() => opening);
  const identified = source.identify();
  await source.close?.();
  expect(closed).toBe(0);
  open({
    ...one,
    close: () => {
      closed += 1;
      return Promise.reject(new TypeError('not closed'));
    },
  });
  await identified;
  expect(closed).toBe(1);
});

it('closes a source that was opened, and nothing else', async () => {
  let closed = 0;
  const close = (): Promise<void> => {
    closed += 1;
    return Promise.resolve();
  };
  const source = lazySource(() => ({ ...one, close }));
  await source.close?.();
  expect(closed).toBe(0);
  await source.identify();
  await source.close?.();
  expect(closed).toBe(1);
  const failed = lazySource((): RowSource<object> => {
    throw new TypeError('no such file');
  });
  await expect(failed.identify()).rejects.toThrow('no such file');
  await failed.close?.();
});
