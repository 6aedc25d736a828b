import { ConfigurationError } from '@wdh/config';
import type { LocalPostgresError, LocalPostgresErrorCode } from '@wdh/local-postgres';
import { LogFileError, redact } from '@wdh/logging';
import { exitCodes, WdhError } from '@wdh/pipeline-core';
import { signalExitCodes } from './exit-code.js';
import { InterruptedError } from './interrupted-error.js';

/** A failure as the user and the caller of the job see it. */
export interface JobFailure {
  readonly code: string;
  /** One or two sentences, without values or secrets. */
  readonly message: string;
  readonly exitCode: number;
}

/** Reasons outside of the server for which the local server does not start or stop. */
const localServerProblems: Partial<Record<LocalPostgresErrorCode, 'file' | 'locked' | 'usage'>> = {
  LOCAL_POSTGRES_DISK_FULL: 'file',
  LOCAL_POSTGRES_PERMISSION_DENIED: 'file',
  LOCAL_POSTGRES_DATA_DIR_FOREIGN: 'file',
  LOCAL_POSTGRES_VERSION_MISMATCH: 'file',
  LOCAL_POSTGRES_IN_USE: 'locked',
  LOCAL_POSTGRES_SETTING_INVALID: 'usage',
  LOCAL_POSTGRES_NAME_REFUSED: 'usage',
};

/** Translates the error that ended the job; only errors made for people show their message. */
export function describeError(error: unknown): JobFailure {
  if (error instanceof InterruptedError) {
    return failure(error, signalExitCodes[error.signalName]);
  }
  if (error instanceof WdhError && error.code === 'CANCELLED') {
    // Another process asked for the end of the run, as by SIGTERM.
    return failure(error, signalExitCodes.SIGTERM);
  }
  if (error instanceof WdhError && error.category !== 'interrupted') {
    return failure(error, exitCodes[error.category]);
  }
  if (error instanceof ConfigurationError) {
    // Contains no value of a setting, but advice on URLs that redaction would replace.
    const { code, message } = error;
    return { code, message, exitCode: exitCodes.usage };
  }
  if (error instanceof LogFileError) return failure(error, exitCodes.file);
  if (isOfLocalServer(error)) {
    return failure(error, exitCodes[localServerProblems[error.code] ?? 'connection']);
  }
  return {
    code: 'INTERNAL',
    message: `[INTERNAL] The job failed with ${error instanceof Error ? error.name : typeof error}; see the log.`,
    exitCode: exitCodes.internal,
  };
}

/** Identifies it by its name: most commands start no local server, and load nothing of it. */
function isOfLocalServer(error: unknown): error is LocalPostgresError {
  return error instanceof Error && error.name === 'LocalPostgresError';
}

/** Errors made for people contain no secret; redaction is a second safeguard. */
function failure(
  { code, message }: { readonly code: string; readonly message: string },
  exitCode: number,
): JobFailure {
  const safe = redact(message);
  return { code, message: typeof safe === 'string' ? safe : code, exitCode };
}
