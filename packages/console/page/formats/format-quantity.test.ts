import { describe, expect, it } from 'vitest';
import { formatQuantity, formatShare, formatShort, formatSize } from './format-quantity.js';

describe('formats of numbers', () => {
  it('groups digits', () => {
    expect(formatQuantity(1_234_567)).toBe('1,234,567');
    expect(formatQuantity(0.125)).toBe('0.13');
  });

  it('shortens a number', () => {
    expect(formatShort(1_234_567)).toBe('1.2M');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [1.4e15, '1400.0 TB'],
  ])('writes a size of %d bytes as %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0001, '< 0.1 %'],
    [0.5, '50 %'],
    [0.9976, '99.8 %'],
    [0.99999, '> 99.9 %'],
    [1, '100 %'],
  ])('writes a share of %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});
