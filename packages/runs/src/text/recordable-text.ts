import { WdhError } from '@wdh/pipeline-core';
import {
  type DatabaseEncoding,
  databaseEncoding,
  escapeCharacters,
  hasAllCharacters,
  type Queryable,
} from '@wdh/postgres';

/** Nearly all texts: the server need not be queried. */
const isAscii = /^[\x00-\x7f]*$/;

/**
 * Returns a text, such as the name of a file, in a form that the database can store: characters that
 * its encoding lacks, or may lack, are escaped as in JSON.
 */
export async function recordableText(on: Queryable, text: string): Promise<string> {
  if (isAscii.test(text)) return text;
  return escapeCharacters(text, await encodingFor(on, [text]));
}

/** Returns the encoding of the database, which is not looked up for texts in ASCII. */
export async function encodingFor(
  on: Queryable,
  texts: readonly (string | null)[],
): Promise<DatabaseEncoding> {
  if (texts.every((text) => text === null || isAscii.test(text))) return { characters: 'all' };
  const [row] = await on.query<{ readonly encoding: string }>(
    'select getdatabaseencoding() as encoding',
  );
  return databaseEncoding(row?.encoding ?? '');
}

/**
 * Checks that the database can store texts unchanged, with at most one query.
 *
 * @param texts - Pairs: what the text is, such as `partition`, and the text.
 * @throws WdhError `PIPELINE_NOT_RECORDABLE`.
 */
export async function checkTextsRecordable(
  on: Queryable,
  texts: readonly (readonly [what: string, text: string | undefined])[],
): Promise<void> {
  const given = texts.flatMap(([what, text]) => (text === undefined ? [] : [{ what, text }]));
  const encoding = await encodingFor(
    on,
    given.map(({ text }) => text),
  );
  const lost = given.find(({ text }) => !hasAllCharacters(text, encoding));
  if (lost !== undefined) throw notRecordable(lost.what, lost.text);
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
    throw notRecordable(what, text, error);
  }
}

function notRecordable(what: string, text: string, cause?: unknown): WdhError {
  return new WdhError(
    `The ${what}, "${text}", has a character that the encoding of the database does not have. Choose another ${what}, or use a database in UTF8.`,
    { code: 'PIPELINE_NOT_RECORDABLE', category: 'usage', cause },
  );
}
