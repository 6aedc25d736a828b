import { wouldChange } from '../../refusal/value-refusal.js';
import type { TextRule } from '../text-rule.js';

/** Opening and closing braces, separators, and the elements between them, quoted or not. */
const part = /"((?:[^"\\]|\\.)*)"|((?:[^{}",\\]|\\.)+)/gs;

/** Quoted and escaped characters, which do not open or close an array. */
const opaque = /"(?:[^"\\]|\\.)*"|\\./gs;

/** An array of one dimension without quotes and escapes. */
const bareArray = /^\{[^{}"\\]*\}$/;

/**
 * Applies the rule of the elements to arrays as texts, such as `{1.5,NULL}`, and refuses empty
 * arrays within others, which the server omits.
 */
export function arrayRule(element: TextRule | null): TextRule {
  return {
    plain: element === null ? /^\{[^{}]*\}$/ : null,
    check: (text) => {
      if (element !== null && bareArray.test(text)) {
        for (const part of text.slice(1, -1).split(',')) checkBare(part, element);
        return;
      }
      const literal = literalOf(text);
      if (/^\s*\{.*\{\s*\}/s.test(literal.replace(opaque, '""'))) {
        throw wouldChange('an array that contains an empty array');
      }
      if (element === null) return;
      for (const [, quoted, bare] of literal.matchAll(part)) {
        if (quoted === undefined) checkBare(bare ?? '', element);
        else element.check(unescaped(quoted));
      }
    },
  };
}

/** In quotes, NULL would be a text. */
function checkBare(part: string, element: TextRule): void {
  const text = part.trim();
  if (text === '' || element.plain?.test(text) === true || text.toUpperCase() === 'NULL') return;
  element.check(text.includes('\\') ? unescaped(text) : text);
}

/** Bounds may precede the elements: `[0:1]={1,2}`. */
function literalOf(text: string): string {
  return text.replace(/^\s*(?:\[[^\]]*\])+\s*=/, '');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
