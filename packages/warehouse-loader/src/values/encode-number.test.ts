import { describe, expect, it } from 'vitest';
import { decimalText, floatText, integerText } from './encode-number.js';

const wouldChange: unknown = expect.objectContaining({ code: 'VALUE_WOULD_CHANGE' });
const wrongType: unknown = expect.objectContaining({ code: 'VALUE_TYPE_WRONG' });

describe('integerText', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [-12, '-12'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [2n ** 80n, '1208925819614629174706176'],
  ])('writes %s', (value, text) => {
    expect(integerText(value)).toBe(text);
  });

  it.each([1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the number %s',
    (value) => {
      expect(() => integerText(value)).toThrow(wouldChange);
    },
  );

  it.each([true, {}, [], new Date(0)])('refuses %j', (value) => {
    expect(() => integerText(value)).toThrow(wrongType);
  });
});

describe('decimalText', () => {
  it.each([
    [1.5, '1.5'],
    [-0.000001, '-0.000001'],
    [1e-7, '1e-7'],
    [123456789.012345, '123456789.012345'],
    [10n, '10'],
  ])('writes %s', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  it.each([0.1 + 0.2, 1234567890.1234567, 2 ** 53, 1e21, Number.NaN, Number.NEGATIVE_INFINITY])(
    'refuses %s, whose digits are not exact',
    (value) => {
      expect(() => decimalText(value)).toThrow(wouldChange);
    },
  );
});

describe('floatText', () => {
  it.each([
    [0.1 + 0.2, '0.30000000000000004'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [-0, '-0'],
  ])('writes %s', (value, text) => {
    expect(floatText(value)).toBe(text);
  });
});
