import { fileArchiveOrigin } from '../archive/file-archive-origin.js';
import { unpackedOrigin } from '../archive/unpacked-origin.js';
import { withChecksum } from '../checksum/checked-origin.js';
import { findChecksum } from '../checksum/find-checksum.js';
import type { OriginOptions } from '../input/origin-options.js';
import { fileOrigin } from '../spool/file-origin.js';
import type { Origin } from '../spool/origin.js';

/**
 * Returns the origin of a member of the ZIP archive at a path. It is unpacked in place, but where a
 * checksum is demanded from a copy that was hashed: the archive may change between two readings.
 *
 * @param member - Null for the only member.
 */
export function archiveOrigin(path: string, member: string | null, options: OriginOptions): Origin {
  const inPlace = fileArchiveOrigin(path, member, options);
  return {
    name: inPlace.name,
    copy: async (onProgress, signal) => {
      const expected = await findChecksum(path, options, signal);
      if (expected === null) return inPlace.copy(onProgress, signal);
      const checked = withChecksum(fileOrigin(path, options), expected);
      return unpackedOrigin(checked, member, options).copy(onProgress, signal);
    },
  };
}
