import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

/** Refuses texts of one form, which the server would complete or read as another value. */
function formRule(form: RegExp, reason: string): TextRule {
  return {
    plain: null,
    check: (text) => {
      if (form.test(text)) throw wouldChange(reason);
    },
  };
}

/** Refuses addresses that the server would complete with zeros and a mask. */
export const addressRule = formRule(
  /^\s*(?:0x[\da-f]*|\d+(?:\.\d+){0,2}\.?)(?:\/\d+)?\s*$/i,
  'an address without all of its numbers, which the server completes',
);

/** Refuses bits that are written as hexadecimal digits. */
export const hexBitsRule = formRule(/^\s*x/i, 'hexadecimal digits, where bits are expected');

/** Refuses characters whose bytes depend on the encoding of the database. */
export const bytesRule = formRule(
  /[^\x00-\x7f]/,
  'characters beyond ASCII, whose bytes depend on the database: write them as \\x and digits',
);
