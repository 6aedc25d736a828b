import type { TextRule } from '../text-rule.js';

/** The bounds of a range or of several, in quotes or bare. */
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
        // Blanks between the ranges of several are no bound.
        if (limit !== undefined && limit.trim() !== '') rule.check(limit);
      }
    },
  };
}
