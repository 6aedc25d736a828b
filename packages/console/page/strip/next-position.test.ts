import { describe, expect, it } from 'vitest';
import { nextPosition } from './next-position.js';

describe('nextPosition', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 4, null],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, null],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['Home', 0, null],
    ['ArrowUp', 3, null],
    ['ArrowDown', 0, null],
    ['Enter', 2, null],
  ])('%s at %d of a row leads to %s', (key, at, to) => {
    expect(nextPosition(key, at, { count: 5 })).toBe(to);
  });

  it.each([
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, null],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, null],
    ['ArrowRight', 2, 3],
  ])('%s at %d of a grid of three columns leads to %s', (key, at, to) => {
    expect(nextPosition(key, at, { count: 7, columns: 3 })).toBe(to);
  });
});
