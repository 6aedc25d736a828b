import { readError, sourceChanged } from '../file/file-errors.js';
import { changeBetween, fileStamp } from '../file/file-stamp.js';
import { openInputFile } from '../file/open-input-file.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { Origin } from '../spool/origin.js';
import { showMember } from './archive-errors.js';

/**
 * Returns the origin of a member of the ZIP archive at a path.
 *
 * @param member - Null for the only member.
 * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED` (file) on
 * copying, and the errors of `unpack`
 */
export function fileArchiveOrigin(
  path: string,
  member: string | null,
  options: OriginOptions,
): Origin {
  return {
    name: member === null ? path : `${path}#${showMember(member)}`,
    copy: async (onProgress, signal) => {
      signal.throwIfAborted();
      const { handle, stamp } = await openInputFile(path);
      try {
        const packed = { archive: path, fd: handle.fd, member, options };
        const { unpack } = await import('./unpack.js');
        const copy = await unpack(packed, onProgress, signal);
        const change = changeBetween(stamp, fileStamp(await handle.stat({ bigint: true })));
        if (change === null) return copy;
        await copy.close();
        throw sourceChanged(path, `${change} while read`);
      } catch (error) {
        throw readError(error, path);
      } finally {
        await handle.close();
      }
    },
  };
}
