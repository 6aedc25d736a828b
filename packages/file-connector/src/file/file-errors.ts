import { WdhError } from '@wdh/pipeline-core';

const tooManyFiles = 'Too many files are open: raise their limit (ulimit -n).';

/** Makes the error for a path that is not a regular file. */
export function notAFile(path: string, kind: string, cause?: unknown): WdhError {
  return new WdhError(
    `${path} is ${kind}, not a regular file. Give the path of a file, or its bytes as a stream.`,
    { code: 'NOT_A_FILE', category: 'file', cause },
  );
}

/**
 * Makes the error for a path or pattern that names no file; a URL and `-` are explained instead,
 * and no part of a URL is repeated, for it may hold a password.
 */
export function fileNotFound(path: string, problem: string, cause?: unknown): WdhError {
  return new WdhError(
    notAPath(path) ?? `${problem} Check the path; a relative one starts at the current folder.`,
    { code: 'FILE_NOT_FOUND', category: 'file', cause },
  );
}

/**
 * Checks that a path to write to is no URL and not `-`, which would make a file of that name, and
 * holds no NUL character, which no system takes.
 *
 * @throws WdhError `FILE_NOT_WRITABLE` (file) that repeats no part of a URL
 */
export function expectPath(path: string): void {
  const fault = path.includes('\0') ? 'No path holds a NUL character' : faultOfName(path);
  if (fault === null) return;
  throw new WdhError(`${fault}. Nothing was written; give the path of a local file.`, {
    code: 'FILE_NOT_WRITABLE',
    category: 'file',
  });
}

function faultOfName(path: string): string | null {
  if (path === '-') return 'No file is named -';
  const scheme = schemeOf(path);
  return scheme === undefined ? null : `A URL (${scheme}:) names no file here`;
}

function schemeOf(path: string): string | undefined {
  return /^((?:jdbc:)?[a-z][a-z\d+.-]+):[\\/]/i.exec(path)?.[1];
}

function notAPath(path: string): string | null {
  const supported = 'Supported are the path of a local file, and any stream of bytes';
  if (path === '-') {
    return `There is no file named -. ${supported}: give process.stdin itself for the standard input.`;
  }
  const scheme = schemeOf(path);
  if (scheme === undefined) return null;
  return scheme.toLowerCase() === 'file'
    ? `A URL (file:) names no file here. ${supported}: make a path of it by fileURLToPath.`
    : `A URL (${scheme}:) names no file here. ${supported}: download it first, or give the body of a response.`;
}

/** Makes the error for a file that did not stay the same. */
export function sourceChanged(path: string, how: string): WdhError {
  return new WdhError(
    `${path} ${how}, so what was read cannot be trusted. Wait until the file is complete and run again.`,
    { code: 'SOURCE_CHANGED', category: 'file' },
  );
}

/**
 * Translates an error of the operating system (errno(3)) met on reading `path`; any other error
 * comes back as it is.
 */
export function readError(error: unknown, path: string): unknown {
  // Node refuses such a path before it asks the system.
  if (error instanceof TypeError && path.includes('\0')) {
    return fileNotFound(path, 'No path holds a NUL character.', error);
  }
  const errno = errnoOf(error);
  switch (errno) {
    case null:
      return error;
    case 'ENOENT':
    case 'ENOTDIR':
      return fileNotFound(path, `There is no file ${path}.`, error);
    case 'EISDIR':
      return notAFile(path, 'a folder', error);
    case 'ENXIO':
    case 'ENODEV':
      return notAFile(path, 'a socket or device', error);
    case 'EACCES':
    case 'EPERM':
      return notReadable(path, errno, 'Give this user permission to read it.', error);
    case 'ELOOP':
      return notReadable(path, errno, 'Its symbolic links lead in a circle: repair them.', error);
    case 'EMFILE':
    case 'ENFILE':
      return notReadable(path, errno, tooManyFiles, error);
    default:
      return notReadable(path, errno, 'Check the file and its disk.', error);
  }
}

/**
 * Translates an error of the operating system (errno(3)) met on writing `path`; any other error
 * comes back as it is.
 */
export function writeError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  switch (errno) {
    case null:
      return error;
    case 'ENAMETOOLONG':
      return notWritable(path, errno, 'Choose another name.', error);
    case 'ENOENT':
    case 'ENOTDIR':
      return notWritable(path, errno, 'Create its folder first.', error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(path, errno, 'Give this user permission to write there.', error);
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return notWritable(path, errno, 'Make room on its disk.', error);
    case 'EMFILE':
    case 'ENFILE':
      return notWritable(path, errno, tooManyFiles, error);
    default:
      return notWritable(path, errno, 'Check the path and its disk.', error);
  }
}

function notReadable(path: string, errno: string, advice: string, cause: unknown): WdhError {
  return new WdhError(`${path} cannot be read (${errno}). ${advice}`, {
    code: 'FILE_NOT_READABLE',
    category: 'file',
    isRetryable: isShortOfDescriptors(errno),
    cause,
  });
}

function notWritable(path: string, errno: string, advice: string, cause: unknown): WdhError {
  return new WdhError(`${path} cannot be written (${errno}). ${advice}`, {
    code: 'FILE_NOT_WRITABLE',
    category: 'file',
    isRetryable: isShortOfDescriptors(errno),
    cause,
  });
}

const isShortOfDescriptors = (errno: string): boolean => errno === 'EMFILE' || errno === 'ENFILE';

function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
