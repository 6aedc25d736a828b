import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

const plainMoney = /^\s*[+-]?(?=\.?\d)\d*(?:\.(\d*))?\s*$/;

/**
 * Accepts plain numbers only: in any other text, `lc_monetary` decides whether a character is a
 * decimal point, a group separator, a currency or ignored. If it reads no decimal point, numbers
 * must be whole.
 */
export function moneyRule(readsPoint: boolean): TextRule {
  return {
    plain: readsPoint ? /^-?\d+(?:\.\d{1,2})?$/ : /^-?\d+$/,
    check: (text) => {
      const found = plainMoney.exec(text);
      if (found === null) {
        throw wouldChange(
          'a text whose meaning depends on lc_monetary: write a plain number such as -1234.50',
        );
      }
      const [, fraction] = found;
      if (!readsPoint && fraction !== undefined) {
        throw wouldChange("a point, which the server's lc_monetary does not read as one");
      }
      if (/[1-9]/.test(fraction?.slice(2) ?? '')) {
        throw wouldChange('more than 2 digits after the point, to which the column rounds');
      }
    },
  };
}
