import type { TextRule } from './text-rule.js';
import { timeRule } from './time-rule.js';

/** The bounds of a range or of several, in quotes or bare. */
const bound = /"([^"]*)"|([^"[\](){},]+)/g;

/** Refuses ranges whose bounds the server would cut or round. */
export function timeRangeRule(type: 'date' | 'timestamp' | 'timestamptz'): TextRule {
  const rule = timeRule(type, -1);
  return {
    plain: null,
    check: (text) => {
      for (const [, quoted, bare] of text.matchAll(bound)) rule.check(quoted ?? bare ?? '');
    },
  };
}
