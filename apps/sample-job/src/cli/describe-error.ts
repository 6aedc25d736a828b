import { ConfigurationError } from '@wdh/config';
import { LocalPostgresError, type LocalPostgresErrorCode } from '@wdh/local-postgres';
import { LogFileError, redact } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import { exitCodes, signalExitCodes } from './exit-code.js';
import { InterruptedError } from './interruption.js';

/** What a failure comes to for the user and for the caller of the job. */
export interface JobFailure {
  readonly code: string;
  /** One or two sentences, without values or secrets. */
  readonly message: string;
  readonly exitCode: number;
}

/** What is not the server's fault when a server of the job's own does not start. */
const localServerProblems: Partial<Record<LocalPostgresErrorCode, 'file' | 'usage'>> = {
  LOCAL_POSTGRES_DISK_FULL: 'file',
  LOCAL_POSTGRES_PERMISSION_DENIED: 'file',
  LOCAL_POSTGRES_DATA_DIR_FOREIGN: 'file',
  LOCAL_POSTGRES_VERSION_MISMATCH: 'file',
  LOCAL_POSTGRES_SETTING_INVALID: 'usage',
  LOCAL_POSTGRES_NAME_REFUSED: 'usage',
};

/** Translates whatever ended the job; only errors made for people show their message. */
export function describeError(error: unknown): JobFailure {
  if (error instanceof InterruptedError) {
    return failure(error, signalExitCodes[error.signalName]);
  }
  if (error instanceof WdhError && error.category !== 'interrupted') {
    return failure(error, exitCodes[error.category]);
  }
  if (error instanceof ConfigurationError) {
    // Quotes no value of a setting; its advice on how to write a URL would be taken for one.
    const { code, message } = error;
    return { code, message, exitCode: exitCodes.usage };
  }
  if (error instanceof LogFileError) return failure(error, exitCodes.file);
  if (error instanceof LocalPostgresError) {
    return failure(error, exitCodes[localServerProblems[error.code] ?? 'connection']);
  }
  return {
    code: 'INTERNAL',
    message: `[INTERNAL] The job failed with ${error instanceof Error ? error.name : typeof error}; the log tells more.`,
    exitCode: exitCodes.internal,
  };
}

/** Errors made for people hold no secret; should one slip in, it ends here. */
function failure(
  { code, message }: { readonly code: string; readonly message: string },
  exitCode: number,
): JobFailure {
  const safe = redact(message);
  return { code, message: typeof safe === 'string' ? safe : code, exitCode };
}
