import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

const likeAddress = /^[\s\da-f:.+-]+$/i;
/** The server adds a missing leading zero to these. */
const sixBytes = /^\s*[\da-f]{1,2}([:-])[\da-f]{1,2}(?:\1[\da-f]{1,2}){4}\s*$/i;

/**
 * Refuses MAC addresses with too few or too many digits: the server completes or truncates some of
 * them, and inserts two bytes in the middle of six if eight are required.
 */
export function macRule(bytes: 6 | 8): TextRule {
  return {
    plain: null,
    check: (text) => {
      if (!likeAddress.test(text)) return;
      const digits = text.replace(/[\s:.-]/g, '').length;
      if (digits === 2 * bytes || (bytes === 6 && sixBytes.test(text))) return;
      throw wouldChange(
        bytes === 8 && digits === 12
          ? 'an address of 6 bytes, which the server extends to 8'
          : `an address without exactly ${2 * bytes} digits for ${bytes} bytes, which the server completes or truncates`,
      );
    },
  };
}
