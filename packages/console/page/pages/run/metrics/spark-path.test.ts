import { describe, expect, it } from 'vitest';
import { sparkPath } from './spark-path.js';

describe('the line of a figure', () => {
  it('leads through the numbers, and skips runs without one', () => {
    expect(sparkPath([0, undefined, 10])).toBe('M0 18L100 2');
  });

  it('is flat for equal numbers', () => {
    expect(sparkPath([5, 5])).toBe('M0 10L100 10');
  });

  it('needs two numbers', () => {
    expect(sparkPath([1, 'a', null])).toBeNull();
  });
});
