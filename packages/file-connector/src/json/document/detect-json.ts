import { WdhError } from '@wdh/pipeline-core';
import { ReadTally } from '../../tally/read-tally.js';
import { DocumentLines } from './document-lines.js';
import { JsonGrammar } from './json-grammar.js';

/** The first characters of JSON in any encoding whose ASCII characters are those bytes. */
const json =
  /^(?:\xEF\xBB\xBF)?\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*(?:\n|$))|\[\s*(?:[[{]|\]\s*$))/;

/**
 * Returns whether text begins as a JSON document, or as lines with an object on each; null where it
 * is not JSON. An object alone on the first line counts as the first of lines.
 *
 * @param text - The first characters of a file, each byte as one.
 */
export function detectJson(text: string): 'json' | 'json-lines' | null {
  if (!json.test(text)) return null;
  const start = text.replace(/^(?:\xEF\xBB\xBF)?\s*/, '');
  if (start.startsWith('[')) return 'json';
  const newline = start.indexOf('\n');
  const firstLine = newline === -1 ? start : start.slice(0, newline);
  // A damaged line is rejected alone only where the others are lines.
  return isValue(firstLine) || !mayBeDocument(start) ? 'json-lines' : 'json';
}

function isValue(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns whether a text may be the beginning of a document. */
function mayBeDocument(text: string): boolean {
  try {
    new JsonGrammar('', new DocumentLines(new ReadTally())).read(text, 0, 0);
    return true;
  } catch (error) {
    if (error instanceof WdhError) return false;
    throw error;
  }
}
