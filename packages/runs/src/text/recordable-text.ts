import { WdhError } from '@wdh/pipeline-core';
import { databaseEncoding, escapeCharacters, type Queryable } from '@wdh/postgres';

/** Nearly all texts: no question to the server is needed. */
const isAscii = /^[\x00-\x7f]*$/;

/**
 * Returns a text, such as the name of a file, as the database can store it: characters that its
 * encoding does not have, or may not have, are escaped as in JSON.
 */
export async function recordableText(on: Queryable, text: string): Promise<string> {
  if (isAscii.test(text)) return text;
  const [row] = await on.query<{ readonly encoding: string }>(
    'select getdatabaseencoding() as encoding',
  );
  return escapeCharacters(text, databaseEncoding(row?.encoding ?? ''));
}

/**
 * Has the server try a text of a pipeline that must be recorded as it is.
 *
 * @param what - Names the text, such as `name of the pipeline`.
 * @throws WdhError `PIPELINE_NOT_RECORDABLE`.
 */
export async function checkRecordable(on: Queryable, what: string, text: string): Promise<void> {
  if (isAscii.test(text)) return;
  try {
    await on.query('select $1::text', [text]);
  } catch (error) {
    if (!(error instanceof WdhError) || error.code !== 'TEXT_NOT_IN_ENCODING') throw error;
    throw new WdhError(
      `The ${what}, "${text}", has a character that the encoding of the database does not have. Choose another ${what}, or use a database in UTF8.`,
      { code: 'PIPELINE_NOT_RECORDABLE', category: 'usage', cause: error },
    );
  }
}
