import { invalidPattern } from './invalid-pattern.js';
import { type Part, type PartKey, parts } from './parts.js';

/** A piece of a pattern: a part of a date with its letters, or a literal text. */
export type Token =
  | { readonly part: Part; readonly key: PartKey; readonly letters: string }
  | { readonly part: null; readonly text: string };

const keys = Object.keys(parts).join('|');
const piece = new RegExp(String.raw`'((?:[^']|'')*)'|(S+|${keys})|([\s\S])`, 'gu');
const asciiLetter = /[a-z]/i;
const digit = /^\d/;
/** Letters, and what separates formats and options in a name. */
const quotedRun = /[|@;'a-z]+/gi;

/**
 * Splits a pattern into its parts and literals. A literal letter other than `T` must be in quotes, so that
 * a misspelled part is no literal.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [whole, quoted, letters, other] of pattern.matchAll(piece)) {
    if (letters !== undefined) {
      const key = (letters.startsWith('S') ? 'S' : letters) as PartKey;
      tokens.push({ part: partOf(key, letters), key, letters });
      continue;
    }
    const text = quoted === undefined ? (other ?? '') : quoted.replaceAll("''", "'");
    if (text === '' || (quoted === undefined && asciiLetter.test(text) && text !== 'T')) {
      throw invalidPattern(
        pattern,
        `${whole} is none of its parts (${Object.keys(parts).join(' ')}); write text in single quotes, as in D 'de' MMMM`,
      );
    }
    if (text === "'" && quoted === undefined) {
      throw invalidPattern(pattern, "a single quote is not closed; write '''' for one as text");
    }
    const last = tokens.at(-1);
    if (last?.part !== null) tokens.push({ part: null, text });
    else tokens.splice(-1, 1, { part: null, text: last.text + text });
  }
  checkOrder(pattern, tokens);
  return tokens;
}

/** Returns the pattern of tokens; patterns that differ only in needless quotes are the same. */
export function patternOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.part === null ? quoted(token.text) : token.letters)).join('');
}

const quoted = (text: string): string =>
  text.replace(quotedRun, (run) => (run === 'T' ? run : `'${run.replaceAll("'", "''")}'`));

/** More than one `S` reads exactly so many digits. */
function partOf(key: PartKey, letters: string): Part {
  const part: Part = parts[key];
  if (key !== 'S' || letters.length === 1) return part;
  return {
    ...part,
    isOpen: false,
    example: '123456'.slice(0, letters.length).padEnd(letters.length, '0'),
  };
}

function checkOrder(pattern: string, tokens: readonly Token[]): void {
  const fields = new Set<string>();
  for (const [index, { part, ...token }] of tokens.entries()) {
    if (part === null) continue;
    if (fields.has(part.field)) throw invalidPattern(pattern, `the ${part.field} is in it twice`);
    fields.add(part.field);
    const next = tokens[index + 1];
    if (part.isOpen !== true || next === undefined) continue;
    if (next.part === null ? digit.test(next.text) : next.part.isDigits === true) {
      const { letters } = token as { readonly letters: string };
      throw invalidPattern(
        pattern,
        `digits follow ${letters}, so its end is unclear; use two digits`,
      );
    }
  }
}
