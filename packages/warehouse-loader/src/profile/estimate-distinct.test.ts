import { describe, expect, it } from 'vitest';
import { estimateDistinct, hashOf } from './estimate-distinct.js';
import { RowSample } from './row-sample.js';

const hashes = (values: readonly unknown[]) => Uint32Array.from(values, hashOf);

describe('estimateDistinct', () => {
  it('is exact if the sample contains every value', () => {
    expect(estimateDistinct(hashes(['a', 'b', 'a', 'c']), 4)).toBe(3);
    expect(estimateDistinct(hashes([]), 0)).toBe(0);
  });

  it('treats a column with distinct sampled values as a key', () => {
    expect(estimateDistinct(hashes([1, 2, 3, 4]), 1_000_000)).toBe(1_000_000);
  });

  it('returns the count of the sample if all sampled values are repeated', () => {
    expect(estimateDistinct(hashes(['x', 'y', 'x', 'y']), 1_000_000)).toBe(2);
  });

  it.each([1_000, 10_000, 100_000])(
    'approximates %i values that are equally frequent',
    (distinct) => {
      const sample = new RowSample(5_000);
      const sampled = new Uint32Array(5_000);
      // The values of a generator modulo a power of two would repeat too evenly: hash the row number.
      for (let row = 0; row < 1_000_000; row += 1) {
        if (row !== sample.next) continue;
        sampled[sample.take()] = hashOf(hashOf(row) % distinct);
      }
      const estimate = estimateDistinct(sampled, 1_000_000);
      expect(Math.abs(estimate / distinct - 1)).toBeLessThan(0.2);
    },
  );
});

describe('hashOf', () => {
  it('distinguishes values by their texts', () => {
    const values = ['', 'a', 'b', 'ab', 'ba', 1, 10n, true, new Date(0)];
    expect(new Set(values.map(hashOf)).size).toBe(values.length);
    for (const number of [
      1,
      9,
      10,
      99,
      100,
      1_234_567_890,
      2_147_483_647,
      0,
      -0,
      -5,
      1.5,
      2 ** 40,
    ]) {
      expect([number, hashOf(number)]).toEqual([number, hashOf(String(number))]);
    }
    expect(values.map(hashOf)).not.toContain(0);
  });

  it('returns 0 for a value without a short text', () => {
    expect([{}, [1], new Uint8Array(1)].map(hashOf)).toEqual([0, 0, 0]);
  });
});
