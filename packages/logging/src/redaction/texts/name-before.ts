const closing = /["'`]/;
const nameCharacter = /[\w.\-\u0080-\uFFFF]/;
const blank = /\s/;

/** Second words of names that are written with a blank: `api key`, `connection string`. */
/**
 * Characters between a name and its operator: quotes as encoded in URLs, empty brackets, and the
 * signs of `+=` and `?=`.
 */
const trailer = /(?:%22|%27|%5b%5d|\[\]|[+?])$/i;

/** Words before a name that make it a name in a table: `column token: is empty`. */
const ofTable = /\b(?:columns?|constraint|field|index|table|relation)\s+["'`]?$/i;

const secondWords = new Set(['key', 'keys', 'pass', 'phrase', 'string', 'uri', 'url', 'word']);

/**
 * Returns the name that ends before an assignment's operator at `end`; empty where there is none.
 * The name may be in quotes, escaped, or in square brackets.
 *
 * Reads back at most to the previous operator, since no name contains one.
 */
export function nameBefore(text: string, end: number): string {
  let at = skipBack(text, end, blank);
  at -= trailer.exec(text.slice(Math.max(at - 6, 0), at))?.[0].length ?? 0;
  if (text[at - 1] === ']') at -= 1;
  if (closing.test(text[at - 1] ?? '')) at -= 1;
  while (text[at - 1] === '\\') at -= 1;
  const start = startOfName(text, at);
  const name = text.slice(start, at);
  if (text[end] === ':' && ofTable.test(text.slice(Math.max(start - 14, 0), start))) return '';
  if (text[start - 1] !== ' ' || !secondWords.has(name.toLowerCase())) return name;
  // Joined in lower case, since only a known compound is a secret: not `unknown key: x`.
  const first = text.slice(startOfName(text, start - 1), start - 1);
  // Of compounds with pass, only the harmless ones count: `first pass: 100 rows`.
  if (name.toLowerCase() === 'pass') return `${first}_pass`;
  return (first + name).toLowerCase();
}

/** An encoded character before the name, as in `%26token%3Dx`, is not part of it. */
function startOfName(text: string, end: number): number {
  const start = skipBack(text, end, nameCharacter);
  return text[start - 1] === '%' ? Math.min(start + 2, end) : start;
}

function skipBack(text: string, end: number, character: RegExp): number {
  let at = end;
  while (at > 0 && character.test(text[at - 1] ?? '')) at -= 1;
  return at;
}
