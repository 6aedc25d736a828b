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
    expect(nextPosition(key, at, 5)).toBe(to);
  });
});
