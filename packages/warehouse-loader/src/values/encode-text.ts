import { escapeCopyText } from '@wdh/postgres';
import { ValueRefusal } from './refusal/value-refusal.js';

const special = /[\\\t\n\r\0\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Escapes a text for the text format of COPY.
 *
 * @throws ValueRefusal `TEXT_HAS_NUL` for a NUL character, which PostgreSQL cannot store, and
 * `TEXT_NOT_UNICODE` for half a surrogate pair, which UTF-8 cannot represent.
 * @see https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
export function encodeText(text: string): string {
  return special.test(text) ? escapeText(text) : text;
}

function escapeText(text: string): string {
  if (text.includes('\0')) {
    throw new ValueRefusal('TEXT_HAS_NUL', 'a NUL character, which PostgreSQL cannot store');
  }
  if (loneSurrogate.test(text)) {
    throw new ValueRefusal('TEXT_NOT_UNICODE', 'half a surrogate pair, which is not a character');
  }
  return escapeCopyText(text);
}
