import { FileContent } from '../input/file-content.js';
import type { OriginOptions } from '../input/origin-options.js';
import type { Origin } from './origin.js';
import { spool } from './spool-file.js';

/**
 * Returns the origin of the file at a path, for a copy that no other process can change.
 *
 * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE`, `SOURCE_CHANGED`,
 * `FILE_NOT_WRITABLE` (file) on copying
 */
export function fileOrigin(path: string, { temporaryFolder }: OriginOptions): Origin {
  return {
    name: path,
    copy: (onProgress, signal) => {
      const pieces = new FileContent(path).read(
        (progress) => onProgress({ ...progress, phase: 'identify' }),
        signal,
      );
      return spool(pieces, path, temporaryFolder);
    },
  };
}
