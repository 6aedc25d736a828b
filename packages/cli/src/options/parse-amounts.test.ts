import { describe, expect, it } from 'vitest';
import { parseAmount } from './parse-amounts.js';

describe('an amount on the command line', () => {
  it.each(['0', '500', '12.50', '0.0001', '9999999999.9999'])('may be %s', (text) => {
    expect(parseAmount(text)).toBe(text);
  });

  it.each(['', '-1', '1e3', '1,000', '$5', '.5', '5.', '1.00001', '99999999999', 'NaN', '٣'])(
    'may not be "%s"',
    (text) => {
      expect(() => parseAmount(text)).toThrow('Expected an amount in US dollars, such as 500');
    },
  );
});
