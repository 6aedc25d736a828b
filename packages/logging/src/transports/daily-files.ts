import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname as parentOf, resolve } from 'node:path';
import type DailyRotateFile from 'winston-daily-rotate-file';
import { loadDailyRotateFile } from '../load-winston.js';
import { LogFileError } from './log-file-error.js';
import { deleteOldFiles } from './old-files.js';

/** Only their owner may read log files, whatever the umask is. */
const fileMode = 0o600;
const folderMode = 0o700;

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/** The open file of the day, and the previous ones that are not closed yet. */
export interface DailyFiles {
  readonly transport: DailyRotateFile;
  /** Returns the absolute path of the open file; null before it is open. */
  readonly path: () => string | null;
  /** Waits until all data is written to each file, or the file has failed, and closes them. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the file of the day, `wdh-2026-01-31.log` by the date in UTC, for appending. Continues in a
 * new one at midnight, and in `wdh-2026-01-31.1.log` and so on when a file has reached its maximum
 * size. Deletes files that are 30 days old or older, by the date in their names.
 *
 * A link or named pipe under the name of a file is not written to: it is a failure.
 *
 * @param maxMb - Maximum size of a file in MiB (1,048,576 bytes).
 * @param onFailure - Called when writing fails later. Entries are then lost until the next file.
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder cannot be created or written to.
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
    const RotatedFile = loadDailyRotateFile();
    const files = new RotatedFile({
      dirname,
      filename: 'wdh-%DATE%',
      extension: '.log',
      datePattern: 'YYYY-MM-DD',
      utc: true,
      maxSize: `${maxMb}m`,
      // No `maxFiles`: it deletes only the files that its audit file lists, without checking that
      // list.
      options: { flags: O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, mode: fileMode },
    });
    let path: string | null = null;
    files.on('new', (opened: string) => (path = opened));
    files.on('rotate', () => {
      deleteOldFiles(dirname);
    });
    // The transport itself has no error listener, and an error without a listener ends the process.
    files.logStream.on('error', onFailure);
    return { transport: files, path: () => path, close: closeOf(files) };
  } catch (error) {
    throw new LogFileError(dirname, error);
  }
}

/** Counts the open streams of the files, so that the end of the last one can be awaited. */
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
    // A failure is reported after the callback of the end.
    await new Promise(setImmediate);
  };
}

/**
 * Creates a folder and its parents, level by level: Node's own recursion never ends in a file
 * system such as /proc, which refuses to create a folder and reports it as missing.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(parentOf(path));
  try {
    mkdirSync(path, { mode: folderMode });
  } catch (error) {
    // Another process may have created it.
    if (!existsSync(path)) throw error;
  }
}
