import { contentKind, contentKindBytes } from '../compression/content-kind.js';
import { openInputFile } from '../file/open-input-file.js';

/**
 * Returns whether a file is a ZIP archive by its first bytes, and not an Office document.
 *
 * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE` (file)
 */
export async function isZipFile(path: string): Promise<boolean> {
  const { handle } = await openInputFile(path);
  try {
    const head = Buffer.alloc(contentKindBytes);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return isZip(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Returns whether first bytes are those of a ZIP archive, and not of an Office document. */
export const isZip = (head: Buffer): boolean => contentKind(head) === 'zip';
