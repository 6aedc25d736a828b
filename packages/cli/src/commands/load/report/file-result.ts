import { describeError } from '../../../outcome/describe-error.js';
import { worstExitCode } from '../../../outcome/worst-exit-code.js';
import type { LoadedFile } from '../loaded-file.js';

/** A file with the result of its load. */
export interface FileResult {
  readonly input: string;
  /** Null: it ended before its run, or was not started. */
  readonly loaded: LoadedFile | null;
  /** What ended it before its run, or failed its run; null if nothing did. */
  readonly error: unknown;
  /** False: an interruption, or a database that cannot be reached, ended the command before. */
  readonly isStarted: boolean;
}

/** The status of a file: that of its run, or why it has none. */
export type FileStatus =
  NonNullable<LoadedFile['outcome']>['status'] | 'planned' | 'not_started' | 'failed';

/** Returns the status of a file. */
export function statusOf({ loaded, error, isStarted }: FileResult): FileStatus {
  if (!isStarted) return 'not_started';
  if (loaded?.outcome !== undefined && loaded.outcome !== null) return loaded.outcome.status;
  return error === null ? 'planned' : 'failed';
}

/** Returns the exit code of several files: the worst. */
export function exitCodeOf(results: readonly FileResult[]): number {
  return worstExitCode(
    results.map(({ error }) => (error === null ? 0 : describeError(error).exitCode)),
  );
}
