import { ReadTally } from '../../tally/read-tally.js';
import type { JsonRecord } from '../rows/json-record-reader.js';
import { DocumentLines } from './document-lines.js';
import { JsonGrammar } from './json-grammar.js';

/**
 * Expects that the text of a record is one valid value.
 *
 * @param path - Path or name of the input, for the message.
 * @param isCutOff - Whether the file ends with the text.
 * @throws WdhError `JSON_DOCUMENT_INVALID`, `JSON_DOCUMENT_INCOMPLETE` (data) that names line and
 * column in the file
 */
export function checkValue(
  path: string,
  { text, lineNumber, column = 1 }: JsonRecord,
  isCutOff = false,
): void {
  const grammar = new JsonGrammar(path, new DocumentLines(new ReadTally(), lineNumber, column));
  grammar.read(text, 0, 0);
  // A blank ends a word.
  if (!isCutOff) grammar.read(' ', 0, text.length);
  grammar.end(text.length);
}
