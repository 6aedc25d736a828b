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

  it('knows numbers from strings that read as one', () => {
    expect(texts.wasNumber(row, 'id', '12345678901234567890')).toBe(true);
    expect(texts.wasNumber(row, 'code', '7')).toBe(false);
  });

  it.each(['x', '', '01234', '0x1F', '+1', '1.', '.5', ' 1', '1_000', 'NaN', 'Infinity'])(
    'knows of any row that %j was no number of JSON',
    (text) => {
      expect(texts.wasNumber({}, 'id', text)).toBe(false);
    },
  );

  it('keeps nothing else of a row', () => {
    const original = { id: 7, code: '8', text: 'long', list: [1], flag: true };
    texts.note({}, original);
    expect({ ...original }).toEqual({ id: 7, code: '8', text: null, list: null, flag: null });
  });

  it.each(['7', '-0', '1.50', '1e400', '2E-7', '0'])(
    'does not know %s in a row that a step made, or in another place',
    (text) => {
      expect(texts.wasNumber({ ...row }, 'code', text)).toBeNull();
      expect(texts.wasNumber(row, 'at', text)).toBeNull();
    },
  );
});
