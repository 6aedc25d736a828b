import { describe, expect, it } from 'vitest';
import { select } from './selection.js';

const keys = ['a', 'b', 'c', 'd'];
const click = (
  chosen: readonly string[],
  key: string,
  before: string | null = null,
  isRange = false,
): readonly string[] => [...select(new Set(chosen), keys, { key, before, isRange })].sort();

describe('select', () => {
  it('adds and removes one', () => {
    expect(click([], 'b')).toEqual(['b']);
    expect(click(['b', 'c'], 'b')).toEqual(['c']);
  });

  it('adds all from the one before, in both directions', () => {
    expect(click(['a'], 'c', 'a', true)).toEqual(['a', 'b', 'c']);
    expect(click(['d'], 'b', 'd', true)).toEqual(['b', 'c', 'd']);
  });

  it('removes all from the one before', () => {
    expect(click(['a', 'b', 'c', 'd'], 'c', 'b', true)).toEqual(['a', 'd']);
  });

  it('takes one where the one before has left the list', () => {
    expect(click(['x'], 'c', 'x', true)).toEqual(['c', 'x']);
  });
});
