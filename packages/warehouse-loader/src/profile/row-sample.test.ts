import { expect, it } from 'vitest';
import { RowSample } from './row-sample.js';

/** Indexes of the sampled rows of a stream, and the number of rows that were checked. */
function sampled(size: number, rows: number) {
  const sample = new RowSample(size);
  const slots: number[] = [];
  let looks = 0;
  for (let row = 0; row < rows; row += 1) {
    if (row !== sample.next) continue;
    slots[sample.take()] = row;
    looks += 1;
  }
  return { slots, looks };
}

it('a stream that fits into the sample is sampled completely', () => {
  expect(sampled(10, 7).slots).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(sampled(7, 7).slots).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it('each part of a long stream is in the sample with its share', () => {
  const { slots } = sampled(5_000, 1_000_000);
  expect(new Set(slots).size).toBe(5_000);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const count = slots.filter((row) => Math.floor(row / 100_000) === tenth).length;
    // Five standard deviations around 500.
    expect(Math.abs(count - 500)).toBeLessThan(5 * Math.sqrt(450));
  }
});

it('most rows of a long stream are skipped', () => {
  expect(sampled(5_000, 1_000_000).looks).toBeLessThan(40_000);
});
