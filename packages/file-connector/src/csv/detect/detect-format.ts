import type { Compression } from '../../compression/decompress.js';
import type { SourceInput } from '../../input/content.js';
import type { OriginOptions } from '../../input/origin-options.js';
import { contentOf } from '../../resolve/content-of.js';
import { sampleOf } from './read-sample.js';

/** A format of files with one record after another. */
export type FileFormat = 'csv' | 'json-lines';

/** The first characters of JSON in any encoding whose ASCII characters are those bytes. */
const json = /^(?:\xEF\xBB\xBF)?\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*(?:\n|$))|\[\s*[[{])/;

/**
 * Returns whether a file contains JSON or delimited text, by its first bytes, whatever its name. A
 * JSON document counts as JSON Lines, whose reader says how to convert it.
 *
 * @throws WdhError the file errors of `csvSource`
 * @example (await detectFormat('events.txt')) === 'json-lines'
 */
export async function detectFormat(
  input: SourceInput,
  options: OriginOptions & { readonly compression?: Compression | undefined } = {},
): Promise<FileFormat> {
  const { head } = await sampleOf(contentOf(input, options), options.compression);
  const text = head
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .replaceAll('\0', '');
  return json.test(text.replace(/^(?:\xFF\xFE|\xFE\xFF)/, '')) ? 'json-lines' : 'csv';
}
