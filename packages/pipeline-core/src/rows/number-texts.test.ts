import { describe, expect, it } from 'vitest';
import { NumberTexts } from './number-texts.js';

describe('NumberTexts', () => {
  const texts = new NumberTexts();
  const row: Record<string, unknown> = {
    id: '12345678901234567890',
    zip: '01234',
    code: '7',
    at: 'x',
  };
  texts.note(row, { id: 12345678901234567890, zip: '01234', code: '7', at: 'x' });

  it('distinguishes numbers from strings that look like numbers', () => {
    expect(texts.wasNumber(row, 'id', '12345678901234567890')).toBe(true);
    expect(texts.wasNumber(row, 'code', '7')).toBe(false);
  });

  it.each(['x', '', '01234', '0x1F', '+1', '1.', '.5', ' 1', '1_000', 'NaN', 'Infinity'])(
    'reports for any row that %j was not a JSON number',
    (text) => {
      expect(texts.wasNumber({}, 'id', text)).toBe(false);
    },
  );

  it('keeps no other value of a row', () => {
    const original = { id: 7, code: '8', text: 'long', list: [1], flag: true };
    texts.note({}, original);
    expect({ ...original }).toEqual({ id: 7, code: '8', text: null, list: null, flag: null });
  });

  it.each(['7', '-0', '1.50', '1e400', '2E-7', '0'])(
    'reports %s as unknown in a row that a step created, or in another place',
    (text) => {
      expect(texts.wasNumber({ ...row }, 'code', text)).toBeNull();
      expect(texts.wasNumber(row, 'at', text)).toBeNull();
    },
  );
});
