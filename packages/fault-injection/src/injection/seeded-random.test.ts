import { expect, test } from 'vitest';
import { createRandom } from './seeded-random.js';

const draw = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 2_000 }, () => random.integer(1, 700));
};

test('a seed repeats its numbers, and another seed has other numbers', () => {
  expect(draw(42)).toEqual(draw(42));
  expect(draw(42)).not.toEqual(draw(43));
});

test('whole numbers reach both bounds and no further', () => {
  const drawn = draw(7);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(700);
  const dice = createRandom(1);
  expect(new Set(Array.from({ length: 200 }, () => dice.integer(1, 6))).size).toBe(6);
});

test('every item is picked eventually, and an empty list throws', () => {
  const random = createRandom(3);
  const picked = new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])));
  expect(picked).toEqual(new Set(['a', 'b', 'c']));
  expect(() => random.pick([])).toThrow(RangeError);
});
