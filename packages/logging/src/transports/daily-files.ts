import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname as parentOf, join, resolve } from 'node:path';
import DailyRotateFile from 'winston-daily-rotate-file';
import { LogFileError } from './log-file-error.js';

const daysKept = 30;

/**
 * Opens the file of the day, `wdh-2026-01-31.log` by the date in UTC, for appending; goes on in a
 * new one at midnight and deletes those older than 30 days.
 *
 * @param onFailure Called when writing fails later on. Entries are lost then until the next day.
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder cannot be made or written to.
 */
export function openDailyFiles(
  fileDir: string,
  onFailure: (error: unknown) => void,
): DailyRotateFile {
  const dirname = resolve(fileDir);
  try {
    makeFolder(dirname);
    accessSync(dirname, constants.W_OK);
    const files = new DailyRotateFile({
      dirname,
      filename: 'wdh-%DATE%.log',
      datePattern: 'YYYY-MM-DD',
      utc: true,
      maxFiles: `${daysKept}d`,
      auditFile: join(dirname, '.wdh-logs.json'),
    });
    // The transport itself does not listen, and an error without a listener ends the process.
    files.logStream.on('error', onFailure);
    return files;
  } catch (error) {
    throw new LogFileError(dirname, error);
  }
}

/** Waits until the file of the day has everything that was written or has failed, and closes it. */
export async function closeDailyFiles(files: DailyRotateFile): Promise<void> {
  await new Promise<void>((done) => {
    files.logStream.end(() => {
      done();
    });
  });
  // A failure is told after the end has been called back.
  await new Promise(setImmediate);
}

/**
 * Makes a folder and those above it, level by level: Node's own recursion never ends where a file
 * system, such as /proc, denies that what was just refused is missing.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(parentOf(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}
