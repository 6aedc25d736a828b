import type { OriginOptions } from '../input/origin-options.js';
import type { Origin } from '../spool/origin.js';
import { checksumMismatch, type ExpectedChecksum } from './checksum-errors.js';
import { findChecksum } from './find-checksum.js';
import type { Place } from './place.js';

/**
 * Returns an origin whose copy has the checksum that the options demand. The copy is hashed while it
 * is written, so that the check costs nothing, and what is read are the bytes that were hashed.
 *
 * @param place - Where the bytes are stored; null for a stream.
 * @throws WdhError `CHECKSUM_MISMATCH`, `CHECKSUM_MISSING`, `CHECKSUM_INVALID` (file) on copying
 */
export function checkedOrigin(origin: Origin, place: Place | null, options: OriginOptions): Origin {
  if (options.checksum === undefined) return origin;
  return {
    name: origin.name,
    copy: async (onProgress, signal) => {
      const expected = await findChecksum(place, options, signal);
      const checked = expected === null ? origin : withChecksum(origin, expected);
      return checked.copy(onProgress, signal);
    },
  };
}

/** Returns an origin whose copy has a checksum. */
export function withChecksum(origin: Origin, expected: ExpectedChecksum): Origin {
  return {
    name: origin.name,
    copy: async (onProgress, signal) => {
      const copy = await origin.copy(onProgress, signal);
      const { sha256 } = copy;
      if (sha256 === expected.sha256) return copy;
      await copy.close();
      throw checksumMismatch(origin.name, sha256, expected);
    },
  };
}
