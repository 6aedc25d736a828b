/**
 * Reports that log files cannot be written.
 *
 * `code`, `category` and `isRetryable` have the same meaning as in the errors of
 * `@wdh/pipeline-core`.
 */
export class LogFileError extends Error {
  readonly code = 'LOG_FILE_UNAVAILABLE';
  readonly category = 'file';
  readonly isRetryable = false;

  constructor(fileDir: string, cause: unknown) {
    const reason = reasonOf(cause);
    super(
      `[LOG_FILE_UNAVAILABLE] Log files cannot be written to ${fileDir} (${reason}). ` +
        'Choose a writable folder, or log to stdout only.',
      { cause },
    );
    this.name = 'LogFileError';
  }
}

/** The system error code, such as `EACCES`. */
export function reasonOf(error: unknown): string {
  const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : 'not a valid path';
}
