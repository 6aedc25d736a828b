import { WdhError } from '@wdh/pipeline-core';

const tooManyFiles = 'Too many files are open: raise their limit (ulimit -n).';

/** Creates the error for a path that is not a regular file. */
export function notAFile(path: string, kind: string, cause?: unknown): WdhError {
  return new WdhError(
    `${path} is ${kind}, not a regular file. Pass the path of a file, or its bytes by the standard input (-) or as a stream.`,
    { code: 'NOT_A_FILE', category: 'file', cause },
  );
}

/**
 * Creates the error for a path or pattern that matches no file. A URL is explained instead, and no
 * part of it is repeated, as it may contain a password.
 */
export function fileNotFound(path: string, problem: string, cause?: unknown): WdhError {
  return new WdhError(
    notAPath(path) ?? `${problem} Check the path; a relative one starts at the current folder.`,
    { code: 'FILE_NOT_FOUND', category: 'file', cause },
  );
}

/**
 * Checks that an output path is neither a URL nor `-`, which would create a file of that name, and
 * contains no NUL character, which no operating system accepts.
 *
 * @throws WdhError `FILE_NOT_WRITABLE` (file) that repeats no part of a URL
 */
export function expectPath(path: string): void {
  const fault = path.includes('\0') ? 'A path cannot contain a NUL character' : faultOfName(path);
  if (fault === null) return;
  throw new WdhError(`${fault}. Nothing was written; pass the path of a local file.`, {
    code: 'FILE_NOT_WRITABLE',
    category: 'file',
  });
}

function faultOfName(path: string): string | null {
  if (path === '-') return 'The path - is not a file name';
  const scheme = schemeOf(path);
  return scheme === undefined ? null : `A URL (${scheme}:) is not a file path`;
}

/** Returns the scheme of an address of any kind; undefined for a path. */
export function schemeOf(path: string): string | undefined {
  return /^\s*((?:jdbc:)?[a-z][a-z\d+.-]+):[\\/]/i.exec(path)?.[1];
}

function notAPath(path: string): string | null {
  const supported =
    'Supported are the path of a local file, an https:// address, - for the standard input, and any stream of bytes';
  const scheme = schemeOf(path);
  if (scheme === undefined) return null;
  return scheme.toLowerCase() === 'file'
    ? `A URL (file:) is not a file path. ${supported}: convert it to a path by fileURLToPath.`
    : `A URL (${scheme}:) is not a file path. ${supported}: download it first, or pass the body of a response.`;
}

/** Creates the error for a file that changed. */
export function sourceChanged(path: string, how: string): WdhError {
  return new WdhError(
    `${path} ${how}, so its content cannot be trusted. Wait until the file is complete and run again.`,
    { code: 'SOURCE_CHANGED', category: 'file' },
  );
}

/**
 * Translates an error of the operating system (errno(3)) on reading `path`; returns any other error
 * unchanged.
 */
export function readError(error: unknown, path: string): unknown {
  // Node rejects such a path before any system call.
  if (error instanceof TypeError && path.includes('\0')) {
    return fileNotFound(path, 'A path cannot contain a NUL character.', error);
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
      return notReadable(path, errno, 'Its symbolic links form a cycle: repair them.', error);
    case 'EMFILE':
    case 'ENFILE':
      return notReadable(path, errno, tooManyFiles, error);
    default:
      return notReadable(path, errno, 'Check the file and its disk.', error);
  }
}

/**
 * Translates an error of the operating system (errno(3)) on writing `path`; returns any other error
 * unchanged.
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
      return notWritable(path, errno, 'Free space on its disk.', error);
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

/** Translates an error on writing the temporary copy of an input; returns any other unchanged. */
export function spoolNotWritable(error: unknown, name: string, folder: string): unknown {
  const errno = errnoOf(error);
  if (errno === null) return error;
  return new WdhError(
    `A temporary copy of ${name} cannot be written to ${folder} (${errno}). Free space there, or choose another folder by TMPDIR or the option temporaryFolder.`,
    {
      code: 'FILE_NOT_WRITABLE',
      category: 'file',
      isRetryable: isShortOfDescriptors(errno),
      cause: error,
    },
  );
}
