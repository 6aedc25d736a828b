import { wouldChange } from '../../refusal/value-refusal.js';
import type { TextRule } from '../text-rule.js';

/** Opening and closing braces, separators, and the elements between them, quoted or not. */
const part = /"((?:[^"\\]|\\.)*)"|((?:[^{}",\\]|\\.)+)/gs;

/** Quoted and escaped characters, which do not open or close an array. */
const opaque = /"(?:[^"\\]|\\.)*"|\\./gs;

/**
 * Applies the rule of the elements to arrays as texts, such as `{1.5,NULL}`, and refuses empty
 * arrays within others, which the server omits.
 */
export function arrayRule(element: TextRule | null): TextRule {
  return {
    plain: element === null ? /^\{[^{}]*\}$/ : null,
    check: (text) => {
      const literal = literalOf(text);
      if (/^\s*\{.*\{\s*\}/s.test(literal.replace(opaque, '""'))) {
        throw wouldChange('an array that contains an empty array');
      }
      if (element === null) return;
      for (const [, quoted, bare] of literal.matchAll(part)) {
        // In quotes it would be a text.
        if (bare?.trim().toUpperCase() === 'NULL' || bare?.trim() === '') continue;
        element.check(unescaped(quoted ?? bare?.trim() ?? ''));
      }
    },
  };
}

/** Bounds may precede the elements: `[0:1]={1,2}`. */
function literalOf(text: string): string {
  return text.replace(/^\s*(?:\[[^\]]*\])+\s*=/, '');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
