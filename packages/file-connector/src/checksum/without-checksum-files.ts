import { checksumSuffixes } from './find-checksum.js';

/**
 * Returns the inputs without the checksum files of others of them, such as `a.zip.CHECKSUM` of
 * `a.zip`, which a pattern such as `daily/*` matches too.
 */
export function withoutChecksumFiles(inputs: readonly string[]): string[] {
  const all = new Set(inputs);
  const isOfAnother = (input: string): boolean =>
    checksumSuffixes.some(
      (suffix) => input.endsWith(suffix) && all.has(input.slice(0, -suffix.length)),
    );
  return inputs.filter((input) => !isOfAnother(input));
}
