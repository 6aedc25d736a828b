import { isSensitiveKey } from '../names/sensitive-keys.js';
import { redactedMarker } from '../secrets/marker.js';
import { nameBefore } from './name-before.js';
import { quoted } from './quoted.js';

/** `=`, `:`, `=>`, `:=`, `==`, `->`, full-width forms, and the first two as escaped in URLs and JSON. */
const operator = /[:=＝：]=*>?|->|%3[ad]|\\u003[ad]/gi;
/** Words that mean that there is no secret, or describe its fault; and placeholders: `<password>`. */
const noSecret =
  /(?:null|none|undefined|true|false|missing|required|expired|invalid|empty|expected|unknown|is|too|does|must|<[a-z -]+>)(?=$|[\s,;.\])}])/iy;
const blanks = /\s*/y;
const run = /\S*/y;
const inQuotes = new RegExp(quoted, 'y');
const bracketOrQuote = /[[\]{}]|\\*"/g;

/**
 * Replaces values that are assigned to sensitive names: `password=x`, `"token": "x"`,
 * `PASSWORD => 'x'`, `password%3Dx`, `api key: x`, `secret={a b}`.
 *
 * Searches from operator to operator for a name between two of them.
 */
export function redactAssignments(text: string): string {
  let redacted = '';
  let done = 0;
  for (let at = 0; ; at = Math.max(operator.lastIndex, done)) {
    operator.lastIndex = at;
    const found = operator.exec(text);
    if (found === null) return redacted + text.slice(done);
    const behind = operator.lastIndex;
    if (!isSensitiveKey(nameBefore(text, found.index))) continue;
    const { start, end } = valueAt(text, behind);
    if (start === text.length || isNoSecret(text, start)) continue;
    redacted += text.slice(done, start) + redactedMarker;
    done = end;
  }
}

/** Finds the value after an operator, without its quotes; at the end of the text there is none. */
function valueAt(text: string, at: number): { readonly start: number; readonly end: number } {
  const start = endOf(blanks, text, at);
  inQuotes.lastIndex = start;
  const groups = inQuotes.exec(text)?.groups;
  if (groups !== undefined) {
    const { quote = '', end = '' } = groups;
    return { start: start + quote.length, end: inQuotes.lastIndex - end.length };
  }
  const isBracketed = text[start] === '{' || text[start] === '[';
  // Text directly after a bracket belongs to the value as well.
  return { start, end: endOf(run, text, isBracketed ? endOfBracketed(text, start) : start) };
}

/** Finds where the bracket at `start` is closed; the end of the text where it is not. */
function endOfBracketed(text: string, start: number): number {
  let depth = 0;
  bracketOrQuote.lastIndex = start;
  for (let found = bracketOrQuote.exec(text); found !== null; found = bracketOrQuote.exec(text)) {
    const [mark] = found;
    if (mark.endsWith('"')) bracketOrQuote.lastIndex = endOf(inQuotes, text, found.index);
    else depth += mark === '{' || mark === '[' ? 1 : -1;
    if (depth === 0) return bracketOrQuote.lastIndex;
  }
  return text.length;
}

function isNoSecret(text: string, at: number): boolean {
  noSecret.lastIndex = at;
  return noSecret.test(text);
}

function endOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  sticky.test(text);
  return sticky.lastIndex;
}
