import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberText } from './number-text.js';

it.each([
  ['1E+20', '100000000000000000000'],
  ['1.5e-3', '0.0015'],
  ['-2.50E1', '-25.0'],
  ['+.5', '0.5'],
  ['5.', '5'],
  [' 7 ', '7'],
  ['12345678901234567890.12345678901234567890', '12345678901234567890.12345678901234567890'],
])('%s is %s', (text, plain) => {
  expect(numberText(text, 'file')).toBe(plain);
});

it.each(['', '.', '1,5', '1 000', 'NaN', 'Infinity', '0x10', '1e999', '--1'])(
  '%s is not a number',
  (text) => {
    expect(numberText(text, 'file')).toBeNull();
  },
);

it('has no exponent and is the same number, for every number of JavaScript', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      for (const digits of ['file', 'shortest'] as const) {
        const text = numberText(String(number), digits);
        expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Number(text) === number).toBe(true);
      }
      const long = number.toPrecision(17);
      expect(Number(numberText(long, 'shortest')) === number).toBe(true);
    }),
  );
});
