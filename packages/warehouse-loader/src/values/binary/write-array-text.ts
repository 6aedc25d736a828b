import type { BinaryWriter } from './binary-writer.js';
import type { TupleBuffer } from './tuple-buffer.js';

const [open, close, comma, quote, backslash, space, letterN, letterL] = [
  0x7b, 0x7d, 0x2c, 0x22, 0x5c, 0x20, 0x4e, 0x4c,
];

/** By code unit: 1 for a character that ends or encloses an element, or is a blank or a control. */
const isSpecial = new Uint8Array(0x80).fill(1, 0, space);
for (const code of [open, close, comma, quote, backslash]) isSpecial[code] = 1;

const escaped = /\\(.)/gs;

/**
 * Writes the elements of an array of one dimension from its text, such as `{1,NULL,"a b"}`. Returns
 * their number, as `-1 - number` if some are NULL; NaN for a text that only the server reads.
 *
 * @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT
 */
export function writeArrayText(text: string, write: BinaryWriter, tuples: TupleBuffer): number {
  const last = text.length - 1;
  if (last < 1 || text.charCodeAt(0) !== open || text.charCodeAt(last) !== close) return Number.NaN;
  if (last === 1) return 0;
  let elements = 0;
  let hasNulls = false;
  // The brace at the end ends the last element.
  for (let at = 1; at <= last; elements += 1) {
    const isQuoted = text.charCodeAt(at) === quote;
    const end = isQuoted ? endOfQuoted(text, at + 1) : endOfBare(text, at, last);
    if (end < 0) return Number.NaN;
    if (!isQuoted && end - at === 4 && isNull(text, at)) {
      hasNulls = true;
      tuples.addNull();
    } else if (!write(isQuoted ? unquoted(text, at + 1, end) : text.slice(at, end), tuples)) {
      return Number.NaN;
    }
    at = isQuoted ? end + 1 : end;
    if (at !== last && text.charCodeAt(at) !== comma) return Number.NaN;
    at += 1;
  }
  return hasNulls ? -1 - elements : elements;
}

/** Returns the index after an element without quotes; -1 for one that is not plain. */
function endOfBare(text: string, start: number, last: number): number {
  let end = start;
  while (end < last) {
    const code = text.charCodeAt(end);
    if (code < 0x80 && isSpecial[code] === 1) break;
    end += 1;
  }
  // The server removes spaces around an element, and refuses an empty one.
  const isPlain =
    end > start && text.charCodeAt(start) !== space && text.charCodeAt(end - 1) !== space;
  return isPlain ? end : -1;
}

/** Returns the index of the closing quote; -1 for none. */
function endOfQuoted(text: string, start: number): number {
  for (let end = start; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === quote) return end;
    if (code === backslash) end += 1;
  }
  return -1;
}

function unquoted(text: string, start: number, end: number): string {
  const element = text.slice(start, end);
  return element.includes('\\') ? element.replace(escaped, '$1') : element;
}

/** Whether four characters are NULL, in upper or lower case. */
function isNull(text: string, at: number): boolean {
  return (
    (text.charCodeAt(at) & 0xdf) === letterN &&
    (text.charCodeAt(at + 3) & 0xdf) === letterL &&
    text.slice(at, at + 4).toUpperCase() === 'NULL'
  );
}
