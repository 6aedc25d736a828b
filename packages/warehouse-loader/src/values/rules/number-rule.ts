import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';
import { specialRefused } from './time/time-rule.js';

/** Number notations of programming languages, which PostgreSQL reads since version 16. */
const ofPrograms = /^\s*[+-]?0[xob]|\d_/i;
const special = /^\s*[+-]?(?:inf|infinity|nan)\s*$/i;

const [zero, nine, minus] = [0x30, 0x39, 0x2d];

/**
 * Refuses numbers in the notation of programs, such as `0x1F` and `1_000`, which only some versions
 * of the server accept for some types; and `NaN` and `infinity`, unless they are kept.
 */
export function numberRule(takesSpecial: boolean): TextRule {
  return {
    // Checking each character is faster than a regular expression.
    plain: null,
    check: (text) => {
      if (areDigits(text)) return;
      if (ofPrograms.test(text)) {
        throw wouldChange('a number in the notation of programs: write it in plain decimal digits');
      }
      if (!takesSpecial && special.test(text)) throw specialRefused();
    },
  };
}

function areDigits(text: string): boolean {
  for (let index = text.charCodeAt(0) === minus ? 1 : 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < zero || code > nine) return false;
  }
  return true;
}
