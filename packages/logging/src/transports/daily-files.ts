import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname as parentOf, resolve } from 'node:path';
import DailyRotateFile from 'winston-daily-rotate-file';
import { LogFileError } from './log-file-error.js';
import { deleteOldFiles } from './old-files.js';

/** Whom log files belong to, and nobody else may read them, whatever the umask is. */
const fileMode = 0o600;
const folderMode = 0o700;

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/** The open file of the day, and those that were left for it. */
export interface DailyFiles {
  readonly transport: DailyRotateFile;
  /** Waits until each file has everything that was written or has failed, and closes them. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of the day, `wdh-2026-01-31.log` by the date in UTC, for appending. Goes on in a new
 * one at midnight, and in `wdh-2026-01-31.1.log` and so on where a file has reached its size; deletes
 * those of 30 days ago and before, by the date in their names.
 *
 * A link or named pipe under the name of a file is not written to: that is a failure.
 *
 * @param maxMb - Size in MiB (1,048,576 bytes) from which a file is not written to any more.
 * @param onFailure - Called when writing fails later on. Entries are lost then until the next file.
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder cannot be made or written to.
 */
export function openDailyFiles(
  fileDir: string,
  maxMb: number,
  onFailure: (error: unknown) => void,
): DailyFiles {
  const dirname = resolve(fileDir);
  try {
    makeFolder(dirname);
    accessSync(dirname, constants.W_OK);
    deleteOldFiles(dirname);
    const files = new DailyRotateFile({
      dirname,
      filename: 'wdh-%DATE%',
      extension: '.log',
      datePattern: 'YYYY-MM-DD',
      utc: true,
      maxSize: `${maxMb}m`,
      // No `maxFiles`: it knows only the files that its audit file names, and believes that file.
      options: { flags: O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, mode: fileMode },
    });
    files.on('rotate', () => {
      deleteOldFiles(dirname);
    });
    // The transport itself does not listen, and an error without a listener ends the process.
    files.logStream.on('error', onFailure);
    return { transport: files, close: closeOf(files) };
  } catch (error) {
    throw new LogFileError(dirname, error);
  }
}

/** Counts the streams behind the files, so that the end of the last can be waited for. */
function closeOf(files: DailyRotateFile): () => Promise<void> {
  const { logStream } = files;
  let open = 1;
  files.on('rotate', () => (open += 1));
  logStream.on('close', () => (open -= 1));
  return async () => {
    logStream.end(() => undefined);
    while (open > 0) {
      await new Promise<void>((resolve) => {
        logStream.once('close', () => {
          resolve();
        });
      });
    }
    // A failure is reported after the end has been called back.
    await new Promise(setImmediate);
  };
}

/**
 * Makes a folder and those above it, level by level: Node's own recursion never ends where a file
 * system, such as /proc, denies that what was just refused is missing.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(parentOf(path));
  try {
    mkdirSync(path, { mode: folderMode });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}
