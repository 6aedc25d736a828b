import { describe, expect, it } from 'vitest';
import { UnfinishedText } from './unfinished-text.js';

describe('UnfinishedText', () => {
  it('returns a text of any length only a few times, whatever the size of its pieces', () => {
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

  it('returns the text once it exceeds its maximum length, or is final', () => {
    const unfinished = new UnfinishedText(5);
    expect(unfinished.add('abcd', false)).toBe('abcd');
    unfinished.keep('abcd');
    expect(unfinished.add('e', false)).toBeNull();
    expect(unfinished.add('f', false)).toBe('abcdef');
    unfinished.keep('cdef');
    expect(unfinished.add('', true)).toBe('cdef');
  });

  it('returns each piece where nothing is left of the previous one', () => {
    const unfinished = new UnfinishedText(5);
    expect(unfinished.add('ab', false)).toBe('ab');
    unfinished.keep('');
    expect(unfinished.add('c', false)).toBe('c');
  });
});
