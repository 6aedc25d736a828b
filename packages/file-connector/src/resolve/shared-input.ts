import type { ByteStream, Content } from '../input/content.js';
import { expectOriginOptions, type OriginOptions } from '../input/origin-options.js';
import { noteChecksum } from './checked-contents.js';
import { contentOf, copiedStream } from './content-of.js';

/**
 * Creates an input for several readers, such as `detectDialect` and then `csvSource`: what has to
 * be copied, such as a download, is copied once. A stream of bytes is copied too, and so has a
 * SHA-256 and can be read again. Readers do not close it: call `close` after the last one.
 *
 * @param options.name - Names a stream. Default `stream`, and `stdin` for the standard input.
 * @throws WdhError `INVALID_OPTION`, `URL_REFUSED` (usage)
 * @example
 * const input = sharedInput('https://example.org/strikes.csv');
 * const source = csvSource(input, certainOptions(await detectDialect(input)));
 */
export function sharedInput(
  input: string | ByteStream,
  options: OriginOptions & { readonly name?: string | undefined } = {},
): Content {
  expectOriginOptions(options);
  if (typeof input === 'string') return contentOf(input, options);
  return noteChecksum(copiedStream(input, 'stream', options), options.checksum);
}
