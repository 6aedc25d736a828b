import { describe, expect, it } from 'vitest';
import { countNewlines, newlineAt } from './newline.js';

describe('newlineAt', () => {
  it('distinguishes the three newlines from each other and from other characters', () => {
    expect(newlineAt('a\nb', 1, 'any')).toBe('\n');
    expect(newlineAt('a\rb', 1, 'any')).toBe('\r');
    expect(newlineAt('a\r\nb', 1, 'any')).toBe('\r\n');
    expect(newlineAt('a\u2028b', 1, 'any')).toBeNull();
    expect(newlineAt('a', 1, 'any')).toBeNull();
  });
});

describe('countNewlines', () => {
  it('counts a carriage return and line feed once', () => {
    expect(countNewlines('a\r\nb\nc\rd\n\re', 'any')).toBe(5);
    expect(countNewlines('a\u0085\u2028\v\f', 'any')).toBe(0);
  });
});
