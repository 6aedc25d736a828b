import { constants, type Stats, type BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { notAFile, readError } from './file-errors.js';
import { type FileStamp, fileStamp } from './file-stamp.js';

/** A regular file, open for reading. The caller closes the handle. */
export interface InputFile {
  readonly handle: FileHandle;
  readonly stamp: FileStamp;
}

/**
 * Opens a regular file for reading and reads its stamp from the open handle, so that the file
 * cannot be exchanged between the check and the reading. A FIFO or device is refused at once.
 *
 * @throws WdhError `FILE_NOT_FOUND`, `NOT_A_FILE`, `FILE_NOT_READABLE` (file)
 */
export async function openInputFile(path: string): Promise<InputFile> {
  let handle: FileHandle | null = null;
  try {
    // Opening a FIFO blocks until another process writes to it, unless O_NONBLOCK is set: see
    // open(2).
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) throw notAFile(path, kindOf(stats));
    return { handle, stamp: fileStamp(stats) };
  } catch (error) {
    await handle?.close();
    throw readError(error, path);
  }
}

/** Names the kind of file at a path, for a message. */
export function kindOf(stats: Stats | BigIntStats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
