import type { OriginOptions } from '../input/origin-options.js';
import type { Origin } from '../spool/origin.js';
import { showMember } from './archive-errors.js';
import { isZip } from './is-zip-file.js';

/**
 * Returns the origin of the unpacked bytes: those of a member where the bytes of the other origin
 * are a ZIP archive, and else these themselves.
 *
 * @param member - Null for the only member; with a name, the bytes must be an archive.
 */
export function unpackedOrigin(
  packed: Origin,
  member: string | null,
  options: OriginOptions,
): Origin {
  const archive = packed.name;
  return {
    name: member === null ? archive : `${archive}#${showMember(member)}`,
    copy: async (onProgress, signal) => {
      const copy = await packed.copy(onProgress, signal);
      let isKept = false;
      try {
        isKept = member === null && !(await isZip(copy.fd));
        if (isKept) return copy;
        const { unpack } = await import('./unpack.js');
        return await unpack({ archive, fd: copy.fd, member, options }, onProgress, signal);
      } finally {
        if (!isKept) await copy.close();
      }
    },
  };
}
