import { describe, expect, it } from 'vitest';
import { targetOf } from './arrow-keys.js';

describe('targetOf', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, null],
    ['ArrowUp', 0, null],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['x', 1, null],
  ])('%s at %d of three leads to %s', (key, at, to) => {
    expect(targetOf(key, at, 3)).toBe(to);
  });
});
