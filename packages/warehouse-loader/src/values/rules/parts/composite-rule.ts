import type { TextRule } from '../text-rule.js';

/**
 * Applies the rule of its type to each attribute of a composite value, such as
 * `(2025-03-04,"1.5",)`.
 */
export function compositeRule(attributes: readonly (TextRule | null)[]): TextRule | null {
  if (attributes.every((rule) => rule === null)) return null;
  return {
    plain: null,
    check: (text) => {
      for (const [index, value] of attributeTexts(text).entries()) {
        if (value !== null) attributes[index]?.check(value);
      }
    },
  };
}

/**
 * Parses the attributes as the server does: quoted and unquoted parts may be adjacent, and only an
 * attribute without any character or quote is NULL.
 *
 * @see https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX
 */
function attributeTexts(text: string): readonly (string | null)[] {
  const found: (string | null)[] = [];
  let value: string | null = null;
  let isQuoted = false;
  let at = text.indexOf('(') + 1;
  while (at < text.length) {
    const character = text.charAt(at);
    const isEscape = character === '\\' || (isQuoted && text.startsWith('""', at));
    if (isEscape) {
      at += 1;
      value = (value ?? '') + text.charAt(at);
    } else if (character === '"') {
      isQuoted = !isQuoted;
      value ??= '';
    } else if (isQuoted || (character !== ',' && character !== ')')) {
      value = (value ?? '') + character;
    } else {
      found.push(value);
      value = null;
      if (character === ')') break;
    }
    at += 1;
  }
  return found;
}
