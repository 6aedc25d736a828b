import { type DatabaseEncoding, escapeCharacters } from '@wdh/postgres';

/**
 * Returns a text as a column of type text can store it: NUL and lone surrogates become the
 * replacement character, and what the encoding of the database does not have is escaped as in JSON.
 */
export function storableText(text: string, encoding: DatabaseEncoding): string {
  const stored = text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
  return escapeCharacters(stored, encoding);
}
