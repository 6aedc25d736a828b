import { read } from 'node:fs';
import { promisify } from 'node:util';
import { contentKind, contentKindBytes } from '../compression/content-kind.js';
import { openInputFile } from '../file/open-input-file.js';

const readFrom = promisify(read);

/** The part that every document of Office has. */
const officePart = '[Content_Types].xml';

/**
 * Returns whether a file is a ZIP archive by its first bytes, and not an Office document.
 *
 * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE` (file)
 */
export async function isZipFile(path: string): Promise<boolean> {
  const { handle } = await openInputFile(path);
  try {
    return await isZip(handle.fd);
  } finally {
    await handle.close();
  }
}

/** Returns whether an open file is a ZIP archive by its first bytes, and not an Office document. */
export async function isZip(fd: number): Promise<boolean> {
  const { buffer, bytesRead } = await readFrom(
    fd,
    Buffer.alloc(contentKindBytes),
    0,
    contentKindBytes,
    0,
  );
  return contentKind(buffer.subarray(0, bytesRead)) === 'zip' && !(await isOfficeDocument(fd));
}

/** A document may begin with any part, so that its first bytes do not show what it is. */
async function isOfficeDocument(fd: number): Promise<boolean> {
  // Few inputs are archives: the reader of archives is imported for those alone.
  const [{ fromFdPromise }, { membersOf }] = await Promise.all([
    import('yauzl'),
    import('./chosen-member.js'),
  ]);
  try {
    const members = await membersOf(await fromFdPromise(fd, { decodeStrings: false }), 'archive');
    return members.some(({ name }) => name === officePart);
  } catch {
    // Unpacking the archive says what is wrong with it.
    return false;
  }
}
