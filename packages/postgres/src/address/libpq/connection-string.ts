import { connectionUrlInvalid } from '../connection-url-error.js';

const form = "Write it as host=HOST dbname=DATABASE user=USER, with values that have blanks in '…'";

/** Whether a text is a connection string of keywords, and not a URL. */
export function isConnectionString(text: string): boolean {
  return /^\s*[a-z_]+\s*=/i.test(text);
}

/**
 * Parses `host=/run/postgresql dbname=warehouse`. If a keyword is repeated, the last value is used.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which contains no part of the text.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
 */
export function parseConnectionString(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*|))/gsy;
  let end = 0;
  while (text.slice(end).trim() !== '') {
    pair.lastIndex = end;
    const [whole, keyword = '', quoted, plain = ''] = pair.exec(text) ?? [];
    if (whole === undefined)
      throw connectionUrlInvalid('has a keyword without a value, or a quote without an end', form);
    found.set(keyword, (quoted ?? plain).replaceAll(/\\(.)/gs, '$1'));
    end = pair.lastIndex;
  }
  return found;
}
