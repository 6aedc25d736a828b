import { wouldChange } from '../refusal/value-refusal.js';
import type { TextRule } from './text-rule.js';

/** What decides where names stand; a text without its end is left to the server. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * Refuses documents in which an object has the same name twice: `jsonb` keeps the last of them only.
 */
export const uniqueNamesRule: TextRule = {
  plain: /^\s*[^\s{][^{]*$/,
  check: (text) => {
    /** The names of each object that is open; null for an array. */
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

/** Refuses texts in which the same key comes twice: `hstore` keeps one of its values only. */
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
