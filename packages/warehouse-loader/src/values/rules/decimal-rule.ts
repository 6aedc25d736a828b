import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

/** The sign, then digits before and after the point, or only after it, then the exponent. */
const decimal = /^\s*[+-]?(?:(\d[\d_]*)(?:\.([\d_]*))?|\.(\d[\d_]*))(?:e([+-]?\d+))?\s*$/i;

/** Longest scale for the fast test. */
const plainScale = 30;

/**
 * Refuses decimals with more digits after the point than a `numeric(p, s)` stores. The server
 * refuses too many digits before it, and a `numeric` without scale stores all.
 *
 * @param modifier - `atttypmod` of the column, which has one.
 * @see https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL
 */
export function decimalRule(modifier: number): TextRule {
  const scale = scaleOf(modifier);
  return {
    plain:
      scale < 0
        ? null
        : new RegExp(String.raw`^-?\d+(?:\.\d{0,${Math.min(scale, plainScale)}}0*)?$`),
    check: (text) => {
      if (neededScale(text, scale) <= scale) return;
      throw wouldChange(
        scale < 0
          ? `a number that is not a whole multiple of 10^${-scale}, to which the column rounds`
          : `a number with more than ${scale} digits after the point, to which the column rounds`,
      );
    },
  };
}

/** The scale is in the lower eleven bits, as a signed number. */
function scaleOf(modifier: number): number {
  return (((modifier - 4) & 0x7ff) ^ 0x400) - 0x400;
}

/** Digits after the point without trailing zeros; negative for trailing zeros before it. */
function neededScale(text: string, scale: number): number {
  const found = decimal.exec(text);
  // Hexadecimal and the like, which are whole; only a negative scale could round them.
  if (found === null) return scale < 0 && /[0-9]/.test(text) ? 0 : scale;
  const fraction = (found[2] ?? found[3] ?? '').replaceAll('_', '');
  const digits = (found[1] ?? '').replaceAll('_', '') + fraction;
  let last = digits.length - 1;
  while (last >= 0 && digits[last] === '0') last -= 1;
  if (last < 0) return scale;
  return fraction.length - (digits.length - 1 - last) - Number(found[4] ?? 0);
}
