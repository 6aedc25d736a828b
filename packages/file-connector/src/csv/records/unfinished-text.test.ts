import { describe, expect, it } from 'vitest';
import { UnfinishedText } from './unfinished-text.js';

describe('UnfinishedText', () => {
  it('hands out a text of any length a few times, whatever the size of its pieces', () => {
    const pieceCount = 64 * 1024;
    const unfinished = new UnfinishedText(Infinity);
    let lengthHandedOut = 0;
    let text = '';
    for (let piece = 1; piece <= pieceCount; piece += 1) {
      text = unfinished.add('x', piece === pieceCount) ?? '';
      lengthHandedOut += text.length;
      if (piece < pieceCount) unfinished.keep(text);
    }
    expect(text).toHaveLength(pieceCount);
    expect(lengthHandedOut).toBeLessThan(4 * pieceCount);
  });

  it('hands out the text as soon as it is longer than it may be, or the last', () => {
    const unfinished = new UnfinishedText(5);
    expect(unfinished.add('abcd', false)).toBe('abcd');
    unfinished.keep('abcd');
    expect(unfinished.add('e', false)).toBeNull();
    expect(unfinished.add('f', false)).toBe('abcdef');
    unfinished.keep('cdef');
    expect(unfinished.add('', true)).toBe('cdef');
  });

  it('hands out each piece where nothing is left of the one before', () => {
    const unfinished = new UnfinishedText(5);
    expect(unfinished.add('ab', false)).toBe('ab');
    unfinished.keep('');
    expect(unfinished.add('c', false)).toBe('c');
  });
});
