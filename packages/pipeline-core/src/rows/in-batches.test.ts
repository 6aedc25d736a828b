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
  ])('cuts %s into batches, the last one as it comes', async (_, make) => {
    expect(await ids(inBatches(make(5), { batchSize: 2 }))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await ids(inBatches(make(4), { batchSize: 2 }))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await ids(inBatches(make(0)))).toEqual([]);
  });

  it('puts a thousand rows into a batch', async () => {
    expect((await ids(inBatches(items(1500)))).map(({ length }) => length)).toEqual([1000, 500]);
  });

  it('takes no more rows than it is asked for', async () => {
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
