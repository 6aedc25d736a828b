import { ValueRefusal, wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

const positive = /^\s*\+?(\d+)\s*$/;
/** Except minus zero, in any notation. */
const negative = /^\s*-(?!0+\s*$)/;
/** Octal and hexadecimal for some types, in some versions of the server. */
const ofPrograms = /^\s*\+?0[\dxob]|\d_/i;

/** Refuses negative numbers that the server would wrap around to large unsigned ones. */
export function unsignedRule(bits: 32 | 64): TextRule {
  const largest = 2n ** BigInt(bits) - 1n;
  return {
    plain: /^(?:0|[1-9]\d{0,8})$/,
    check: (text) => {
      const [, digits = '0'] = positive.exec(text) ?? [];
      if (ofPrograms.test(text)) {
        throw wouldChange('a number in the notation of programs: write it without leading zeros');
      }
      if (!negative.test(text) && BigInt(digits) <= largest) return;
      throw new ValueRefusal('VALUE_OUT_OF_RANGE', `a number that is not from 0 to ${largest}`);
    },
  };
}
