import { describe, expect, it } from 'vitest';
import { applyConcurrently } from './apply-concurrently.js';

const go = () => false;
/** Waits for a number of turns of the microtask queue. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

describe('applyConcurrently', () => {
  it('returns the outcomes in the order of the items, whichever is ready first', async () => {
    const slowFirst = async (item: number) => {
      await turns(20 - item * 4);
      return item * 10;
    };
    expect(await applyConcurrently([1, 2, 3, 4], 4, slowFirst, go)).toEqual([
      { value: 10 },
      { value: 20 },
      { value: 30 },
      { value: 40 },
    ]);
  });

  it.each([1, 3, 8])(
    'runs at most %d calls at once, and makes use of all of them',
    async (concurrency) => {
      let underWay = 0;
      let most = 0;
      const call = async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await turns(3);
        underWay -= 1;
      };
      await applyConcurrently([1, 2, 3, 4, 5, 6], concurrency, call, go);
      expect(most).toBe(Math.min(concurrency, 6));
    },
  );

  it('returns an exception, synchronous or asynchronous, as the outcome of its call', async () => {
    const call = (item: number) => {
      if (item === 1) throw new Error('now');
      return item === 2 ? Promise.reject(new Error('later')) : item;
    };
    expect(await applyConcurrently([1, 2, 3], 2, call, go)).toEqual([
      { thrown: new Error('now') },
      { thrown: new Error('later') },
      { value: 3 },
    ]);
  });

  it('starts no call after the last outcome and leaves no gap before it', async () => {
    const called: number[] = [];
    const call = async (item: number) => {
      called.push(item);
      await turns(item === 1 ? 9 : 1);
      return item;
    };
    const isThree = (outcome: object) => 'value' in outcome && outcome.value === 3;
    const outcomes = await applyConcurrently([1, 2, 3, 4, 5, 6], 2, call, isThree);
    expect(outcomes).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
    expect(called).toEqual([1, 2, 3]);
  });

  it('makes no call without items', async () => {
    expect(await applyConcurrently([], 3, () => 1, go)).toEqual([]);
  });
});
