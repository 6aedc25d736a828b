import { describe, expect, it } from 'vitest';
import { cappedRaw } from './raw-record.js';

describe('cappedRaw', () => {
  it('keeps a short text unchanged', () => {
    expect(cappedRaw('a,"b\n')).toBe('a,"b\n');
  });

  it('escapes characters that a database cannot store', () => {
    expect(cappedRaw('\0\udce9')).toBe('\\x00\\xE9');
  });

  it('cuts a long text without splitting a character', () => {
    const raw = cappedRaw(`x${'😀'.repeat(5000)}`);
    expect(raw).toBe(`x${'😀'.repeat(4095)}… [cut]`);
  });
});
