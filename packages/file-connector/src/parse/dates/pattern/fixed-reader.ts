import type { Fields } from '../scan/fields.js';
import { digitAt } from '../scan/number-readers.js';
import type { Token } from './tokens.js';

/** Reads a text into the fields; returns false where it is not of the pattern. */
export type FixedReader = (text: string, into: Fields) => boolean;

const dateParts = ['YYYY', 'MM', 'DD'];
const fixedParts = [...dateParts, 'HH', 'mm', 'ss'];
/** Less than any number of a text in which one digit is missing. */
const missing = -10_000;

/**
 * Creates the reader of a pattern such as `DD.MM.YYYY HH:mm:ss`, whose parts are at the same places in
 * every text: it takes less time than to read part after part. Null for a pattern with other parts.
 */
export function fixedReader(tokens: readonly Token[]): FixedReader | null {
  const starts = new Map<string, number>();
  const literals: { readonly at: number; readonly code: number }[] = [];
  let length = 0;
  for (const token of tokens) {
    const text = token.part === null ? token.text : token.letters;
    if (token.part !== null) starts.set(text, length);
    else
      for (let at = 0; at < text.length; at += 1)
        literals.push({ at: length + at, code: text.charCodeAt(at) });
    length += text.length;
  }
  const isFixed = [...starts.keys()].every((letters) => fixedParts.includes(letters));
  if (!isFixed || !dateParts.every((letters) => starts.has(letters))) return null;
  const startOf = (letters: string): number => starts.get(letters) ?? -1;
  const [year, month, day] = [startOf('YYYY'), startOf('MM'), startOf('DD')];
  const [hour, minute, second] = [startOf('HH'), startOf('mm'), startOf('ss')];
  return (text, into) => {
    if (text.length !== length) return false;
    for (const { at, code } of literals) if (text.charCodeAt(at) !== code) return false;
    into.year = pairAt(text, year) * 100 + pairAt(text, year + 2);
    into.month = pairAt(text, month);
    into.day = pairAt(text, day);
    into.hour = pairAt(text, hour);
    into.minute = pairAt(text, minute);
    into.second = pairAt(text, second);
    const least = Math.min(into.year, into.month, into.day, into.hour, into.minute, into.second);
    return least >= 0;
  };
}

/** The number of two digits; 0 for a part that the pattern lacks. */
function pairAt(text: string, at: number): number {
  if (at < 0) return 0;
  const first = digitAt(text, at);
  const second = digitAt(text, at + 1);
  return first < 0 || second < 0 ? missing : first * 10 + second;
}
