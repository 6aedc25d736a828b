import { showUndecodable } from '../encoding/undecodable-bytes.js';

/** Characters kept of the text of a malformed record. */
export const maxRawLength = 8192;
const cutMarker = '… [cut]';
const endsInHighSurrogate = /[\uD800-\uDBFF]$/;

/**
 * Returns the text of a malformed record for display: at most 8,192 characters, then `… [cut]`.
 *
 * Bytes that could not be decoded and NUL characters are written as `\xE9` and `\x00`, so that any
 * database and any file can store the text.
 */
export function cappedRaw(text: string): string {
  const isCut = text.length > maxRawLength;
  const kept = isCut ? text.slice(0, maxRawLength).replace(endsInHighSurrogate, '') : text;
  return detached(showUndecodable(kept) + (isCut ? cutMarker : ''));
}

/** Copies a string, as a slice keeps the whole original text in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}
