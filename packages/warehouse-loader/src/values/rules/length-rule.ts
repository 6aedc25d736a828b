import { ValueRefusal } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

/**
 * Refuses texts longer than a `varchar(n)` or `char(n)`, because the server would remove spaces at
 * the end. Counts characters, not UTF-16 units.
 */
export function lengthRule(limit: number): TextRule {
  return {
    plain: null,
    check: (text) => {
      // Most texts need no count: a character has one or two units.
      if (text.length <= limit) return;
      if (text.length > 2 * limit || Array.from(text).length > limit)
        throw tooLong(limit, 'characters');
    },
  };
}

/** Refuses texts of more bits than a `bit(n)` or `varbit(n)` has. */
export function bitRule(limit: number): TextRule {
  return {
    plain: null,
    check: (text) => {
      if (/^[01]+$/.test(text) && text.length > limit) throw tooLong(limit, 'bits');
    },
  };
}

/** Refuses texts of more bytes than a `name` has, which the server would truncate. */
export const nameRule: TextRule = {
  plain: null,
  check: (text) => {
    if (Buffer.byteLength(text) > 63) throw tooLong(63, 'bytes');
  },
};

/** Refuses texts of more than one byte for a `"char"`. */
export const charRule: TextRule = {
  plain: null,
  check: (text) => {
    // A backslash and three octal digits are one byte.
    if (Buffer.byteLength(text) > 1 && !/^\\[0-3][0-7]{2}$/.test(text)) throw tooLong(1, 'byte');
  },
};

function tooLong(limit: number, unit: string): ValueRefusal {
  return new ValueRefusal('VALUE_TOO_LONG', `more than ${limit} ${unit}, the most it can store`);
}
