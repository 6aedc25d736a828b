import { ValueRefusal } from '../value-refusal.js';
import type { TextRule } from './text-rule.js';

const positive = /^\s*\+?(\d+)\s*$/;
/** Minus zero aside; in whatever notation. */
const negative = /^\s*-(?!0+\s*$)/;

/** Refuses what the server would take around to the other end of its numbers without a sign. */
export function unsignedRule(bits: 32 | 64): TextRule {
  const largest = 2n ** BigInt(bits) - 1n;
  return {
    plain: /^\d{1,9}$/,
    check: (text) => {
      const [, digits = '0'] = positive.exec(text) ?? [];
      if (!negative.test(text) && BigInt(digits) <= largest) return;
      throw new ValueRefusal('VALUE_OUT_OF_RANGE', `a number that is not from 0 to ${largest}`);
    },
  };
}
