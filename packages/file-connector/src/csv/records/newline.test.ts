import { describe, expect, it } from 'vitest';
import { countNewlines, newlineAt } from './newline.js';

describe('newlineAt', () => {
  it('tells the three newlines from one another and from everything else', () => {
    expect(newlineAt('a\nb', 1)).toBe('\n');
    expect(newlineAt('a\rb', 1)).toBe('\r');
    expect(newlineAt('a\r\nb', 1)).toBe('\r\n');
    expect(newlineAt('a\u2028b', 1)).toBeNull();
    expect(newlineAt('a', 1)).toBeNull();
  });
});

describe('countNewlines', () => {
  it('counts a carriage return with its line feed once', () => {
    expect(countNewlines('a\r\nb\nc\rd\n\re')).toBe(5);
    expect(countNewlines('a\u0085\u2028\v\f')).toBe(0);
  });
});
