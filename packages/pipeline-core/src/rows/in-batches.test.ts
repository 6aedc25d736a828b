import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.js';

interface Item {
  readonly id: number;
}

function* items(count: number): Generator<Item> {
  for (let id = 1; id <= count; id += 1) yield { id };
}

async function* later(count: number): AsyncGenerator<Item> {
  for (const item of items(count)) yield await Promise.resolve(item);
}

async function ids(batches: AsyncIterable<readonly Item[]>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const batch of batches) all.push(batch.map(({ id }) => id));
  return all;
}

describe('inBatches', () => {
  it.each([
    ['an iterable', items],
    ['an asynchronous iterable', later],
    ['an array', (count: number) => [...items(count)]],
  ])('splits %s into batches, the last one possibly smaller', async (_, make) => {
    expect(await ids(inBatches(make(5), { batchSize: 2 }))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await ids(inBatches(make(4), { batchSize: 2 }))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await ids(inBatches(make(0)))).toEqual([]);
  });

  it('makes batches of a thousand rows by default', async () => {
    expect((await ids(inBatches(items(1500)))).map(({ length }) => length)).toEqual([1000, 500]);
  });

  it('reads no more rows than requested', async () => {
    let taken = 0;
    function* counted() {
      for (const item of items(9)) {
        taken += 1;
        yield item;
      }
    }
    const batches = inBatches(counted(), { batchSize: 2 });
    await batches.next();
    expect(taken).toBe(2);
  });
});
