import { WdhError } from '@wdh/pipeline-core';

const noRoom: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const noRight: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** Creates the error of a folder that cannot be used for segments. */
export function folderUnusable(summary: string, cause?: unknown): WdhError {
  return new WdhError(summary, { code: 'CAPTURE_FOLDER_UNUSABLE', category: 'file', cause });
}

/** Translates an error of the operating system about a folder; returns any other unchanged. */
export function folderError(error: unknown, folder: string): unknown {
  const errno = errnoOf(error);
  if (errno === null) return error;
  return folderUnusable(
    `The folder ${folder} cannot be used for segments (${errno}). ${adviceFor(errno)}`,
    error,
  );
}

/** Translates an error of the operating system on writing a segment; returns any other unchanged. */
export function segmentError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (errno === null) return error;
  const kept =
    'Every message that was acknowledged is kept: the next capture into this folder loads it.';
  return new WdhError(
    `The segment ${path} cannot be written (${errno}). ${adviceFor(errno)}${errno === 'ENOENT' ? '' : ` ${kept}`}`,
    { code: 'SEGMENT_NOT_WRITTEN', category: 'file', cause: error },
  );
}

function adviceFor(errno: string): string {
  if (noRoom.has(errno)) return 'Free space on its disk.';
  if (noRight.has(errno)) return 'Give this user permission to write there, or choose another one.';
  if (errno === 'EMFILE' || errno === 'ENFILE') {
    return 'Too many files are open: raise their limit (ulimit -n).';
  }
  if (errno === 'ENOTDIR' || errno === 'EEXIST') return 'A file has its name: choose another one.';
  if (errno === 'ENOENT')
    return 'It was removed or renamed during the capture: give a renamed one its name back.';
  return 'Check the folder and its disk.';
}

/** Returns the name of an error of the operating system, such as `ENOSPC`; null for any other. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
