import { wouldChange } from '../refusal/value-refusal.js';
import { hasUniqueNames } from './json-names.js';
import type { TextRule } from './text-rule.js';

/** The tokens that determine the positions of names; the server refuses an unterminated text. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * Refuses documents in which an object has the same name twice: `jsonb` keeps only the last of them.
 */
export const uniqueNamesRule: TextRule = {
  plain: /^\s*[^\s{][^{]*$/,
  check: (text) => {
    if (hasUniqueNames(text)) return;
    /** The names of each open object; null for an array. */
    const open: (Set<string> | null)[] = [];
    let isName = false;
    for (const [part] of text.matchAll(token)) {
      if (part === '{' || part === '[') open.push(part === '{' ? new Set() : null);
      else if (part === '}' || part === ']') open.pop();
      else if (isName && part.startsWith('"')) addName(open.at(-1), part);
      isName = (part === '{' || part === ',') && open.at(-1) instanceof Set;
    }
  },
};

function addName(names: Set<string> | null | undefined, quoted: string): void {
  const name = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
  if (names?.has(name) === true) {
    throw wouldChange('an object with the same name twice, of which jsonb keeps the last');
  }
  names?.add(name);
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** A key of an `hstore` with its value. */
const pair =
  /\s*(?:"((?:[^"\\]|\\.)*)"|((?:[^\s"=,\\]|\\.|=(?!>))+))\s*=>\s*(?:"(?:[^"\\]|\\.)*"|(?:[^\s",\\]|\\.)+)\s*(?:,|$)/gsy;

/** Refuses texts in which the same key occurs twice: `hstore` keeps only one of its values. */
export const uniqueKeysRule: TextRule = {
  plain: /^[^,]*$/,
  check: (text) => {
    const keys = new Set<string>();
    for (const [, quoted, bare] of text.matchAll(pair)) {
      const key = (quoted ?? bare ?? '').replace(/\\(.)/gs, '$1');
      if (keys.has(key)) throw wouldChange('the same key twice, of which hstore keeps one value');
      keys.add(key);
    }
  },
};
