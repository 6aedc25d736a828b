import type { TextRule } from './text-rule.js';

/** Opening and closing braces, separators, and the elements between them, quoted or not. */
const part = /"((?:[^"\\]|\\.)*)"|((?:[^{}",\\]|\\.)+)/gs;

/** Applies the rule of the elements to arrays that are given as texts, such as `{1.5,NULL}`. */
export function arrayRule(element: TextRule): TextRule {
  return {
    plain: null,
    check: (text) => {
      for (const [, quoted, bare] of literalOf(text).matchAll(part)) {
        // In quotes it would be a text.
        if (bare?.trim().toUpperCase() === 'NULL' || bare?.trim() === '') continue;
        element.check(unescaped(quoted ?? bare?.trim() ?? ''));
      }
    },
  };
}

/** Bounds may stand before the elements: `[0:1]={1,2}`. */
function literalOf(text: string): string {
  return text.replace(/^\s*(?:\[[^\]]*\])+\s*=/, '');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
