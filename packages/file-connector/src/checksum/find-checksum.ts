import type { OriginOptions } from '../input/origin-options.js';
import { checksumMissing, type ExpectedChecksum } from './checksum-errors.js';
import { checksumIn } from './parse-checksums.js';
import { fileName, optionsAt, type Place, placeBeside, placeOf, showPlace } from './place.js';
import { readChecksumFile } from './read-checksum-file.js';

/** What is added to the name of a file for that of its checksum. The first that exists counts. */
export const checksumSuffixes = ['.CHECKSUM', '.sha256', '.sha256sum'] as const;

/**
 * Finds the checksum that an input must have by its options; null where they demand none.
 *
 * @param place - Where the input is stored; null for a stream.
 * @throws WdhError `CHECKSUM_MISSING`, `CHECKSUM_INVALID` (file); the file errors of the readers
 */
export async function findChecksum(
  place: Place | null,
  options: OriginOptions,
  signal?: AbortSignal,
): Promise<ExpectedChecksum | null> {
  const { checksum } = options;
  if (checksum === undefined) return null;
  if (typeof checksum === 'object' && 'sha256' in checksum) {
    return { sha256: checksum.sha256.toLowerCase(), source: 'the option checksum' };
  }
  if (place === null) return null;
  const places =
    typeof checksum === 'object'
      ? [placeOf(checksum.file, options)]
      : checksumSuffixes.map((suffix) => placeBeside(place, suffix));
  for (const at of places) {
    const text = await readChecksumFile(at, optionsAt(at, place, options), signal);
    const source = showPlace(at);
    if (text !== null) return { sha256: checksumIn(text, source, fileName(place)), source };
  }
  if (checksum === 'if-beside') return null;
  throw checksumMissing(showPlace(place), places.map(showPlace));
}
