import { type Checksum, isPath } from '@wdh/file-connector';
import type { ReadingOptions } from '../reading/reading-options.js';

/**
 * Returns the checksum that an input must have. Where the options say nothing, a file must have that
 * beside it, if there is one. No server is asked.
 */
export function checksumOf(
  input: string,
  { checksum }: Pick<ReadingOptions, 'checksum'>,
): Checksum | undefined {
  if (checksum === undefined) return isPath(input) ? 'if-beside' : undefined;
  return checksum === 'none' ? undefined : checksum;
}
