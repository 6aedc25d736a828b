import { describe, expect, it } from 'vitest';
import { dateText, timestampText } from './encode-time.js';

const wouldChange: unknown = expect.objectContaining({ code: 'VALUE_WOULD_CHANGE' });

describe('timestampText', () => {
  it.each([
    ['2024-02-29T12:34:56.789Z', '2024-02-29T12:34:56.789Z'],
    ['+012345-01-01T00:00:00.000Z', '12345-01-01T00:00:00.000Z'],
    ['0000-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z BC'],
    ['-000043-03-15T00:00:00.000Z', '0044-03-15T00:00:00.000Z BC'],
    ['0009-01-01T00:00:00.000Z', '0009-01-01T00:00:00.000Z'],
  ])('writes %s as %s', (iso, text) => {
    expect(timestampText(new Date(iso))).toBe(text);
  });

  it('refuses an invalid Date', () => {
    expect(() => timestampText(new Date('x'))).toThrow(wouldChange);
  });

  it('refuses a number, whose unit is not known', () => {
    expect(() => timestampText(0)).toThrow(expect.objectContaining({ code: 'VALUE_TYPE_WRONG' }));
  });
});

describe('dateText', () => {
  it.each([
    ['2024-02-29T00:00:00Z', '2024-02-29'],
    ['-000043-03-15T00:00:00Z', '0044-03-15 BC'],
    ['+012345-01-01T00:00:00Z', '12345-01-01'],
  ])('writes the day of %s as %s', (iso, text) => {
    expect(dateText(new Date(iso))).toBe(text);
  });

  it('refuses a Date with a time of day, whose day depends on the time zone', () => {
    expect(() => dateText(new Date('2024-02-28T23:00:00Z'))).toThrow(wouldChange);
  });
});
