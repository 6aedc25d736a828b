import type { TextRule } from '../text-rule.js';

/** The bounds of one or more ranges, quoted or unquoted. */
const bound = /"((?:[^"\\]|\\.|"")*)"|([^"[\](){},]+)/gs;

/** Applies the rule of the bounds to ranges and multiranges, such as `[1.5,2)`. */
export function rangeRule(rule: TextRule): TextRule {
  return {
    plain: /^empty$/,
    check: (text) => {
      if (/^\s*empty\s*$/i.test(text)) return;
      for (const [, quoted, bare] of text.matchAll(bound)) {
        const limit =
          quoted?.replace(/\\(.)|""/gs, (_, escaped?: string) => escaped ?? '"') ?? bare;
        // Spaces between the ranges of a multirange are not a bound.
        if (limit !== undefined && limit.trim() !== '') rule.check(limit);
      }
    },
  };
}
