import { WdhError } from '@wdh/pipeline-core';
import { databaseEncoding, escapeCharacters, type Queryable } from '@wdh/postgres';

/** Nearly all texts: the server need not be queried. */
const isAscii = /^[\x00-\x7f]*$/;

/**
 * Returns a text, such as the name of a file, in a form that the database can store: characters that
 * its encoding lacks, or may lack, are escaped as in JSON.
 */
export async function recordableText(on: Queryable, text: string): Promise<string> {
  if (isAscii.test(text)) return text;
  const [row] = await on.query<{ readonly encoding: string }>(
    'select getdatabaseencoding() as encoding',
  );
  return escapeCharacters(text, databaseEncoding(row?.encoding ?? ''));
}

/**
 * Checks with the server that it can store a text of a pipeline unchanged.
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
