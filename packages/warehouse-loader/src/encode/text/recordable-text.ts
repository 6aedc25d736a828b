import type { Queryable } from '../../connection/queryable.js';
import { databaseEncoding, escapeCharacters } from './database-encoding.js';

/**
 * Returns a text, such as the name of a file, as the database can store it: characters that its
 * encoding does not have, or may not have, are escaped as in JSON.
 */
export async function recordableText(on: Queryable, text: string): Promise<string> {
  // Nearly all: no question to the server is needed.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  const [row] = await on.query<{ readonly encoding: string }>(
    'select getdatabaseencoding() as encoding',
  );
  return escapeCharacters(text, databaseEncoding(row?.encoding ?? ''));
}
