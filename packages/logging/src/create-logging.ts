import { WriteStream } from 'node:tty';
import { BoundLogger } from './bound-logger.js';
import type { Logger, LogLevel } from './logger.js';
import { openOutputs } from './outputs.js';
import { severity } from './severity.js';
import { reasonOf } from './transports/log-file-error.js';

/** Which entries are written, how and where to. Takes the log settings of `@wdh/config` by name. */
export interface LoggingOptions {
  /** The least severe level that is written. Default `info`. */
  readonly level?: LogLevel | undefined;
  /** How stdout looks: a JSON object a line, or text for people. Files are JSON. Default `json`. */
  readonly format?: 'json' | 'pretty' | undefined;
  /** Whether to write daily files as well (mode 0600), each kept for 30 days. Default false. */
  readonly toFile?: boolean | undefined;
  /** Folder of the daily files; made when it is missing, for this user alone. Default `logs`. */
  readonly fileDir?: string | undefined;
  /**
   * Size in MiB (1,048,576 bytes) from which a file is not written to any more, and the next one of
   * the day begins. Default 100.
   */
  readonly fileMaxMb?: number | undefined;
  /** Where entries go always. Default `process.stdout`. */
  readonly stdout?: NodeJS.WritableStream | undefined;
  /** Whether `pretty` is coloured. Default: when stdout is a terminal that shows colours. */
  readonly colors?: boolean | undefined;
}

/** The logging of an application: made once, where it is put together. */
export interface Logging {
  /** Makes a logger; its name says which part of the application speaks (`sample-job`). */
  readonly getLogger: (name: string) => Logger;
  /**
   * Waits until everything that was logged is written, and ends the daily file. What is logged from
   * then on is discarded. May be called again.
   */
  readonly close: () => Promise<void>;
}

/**
 * Starts logging to stdout, and to daily files where asked. Every entry is redacted (`redact`) on
 * its way.
 *
 * Failing outputs cost entries, never the run: a closed stdout is survived, and a log file that can
 * no longer be written is reported once on stdout as `logging.file_failed`.
 *
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder of the files cannot be written to.
 * @example
 * const logging = createLogging({ level: 'debug' });
 * const logger = logging.getLogger('sample-job').bind({ domain: 'wildlife_strikes' });
 * logger.info('pipeline.started', { rows: 1000 });
 * await logging.close();
 */
export function createLogging(options: LoggingOptions = {}): Logging {
  const { level = 'info', format = 'json', fileDir = 'logs', fileMaxMb = 100 } = options;
  const { stdout = process.stdout } = options;
  const colors = options.colors ?? (stdout instanceof WriteStream && stdout.hasColors());
  const outputs = openOutputs({
    stdout,
    format,
    colors,
    fileDir: options.toFile === true ? fileDir : undefined,
    fileMaxMb,
    onFileFailure: reportOnce,
  });
  const { write } = outputs;

  let isReported = false;
  function reportOnce(error: unknown): void {
    if (isReported) return;
    isReported = true;
    const own = new BoundLogger({ isEnabled: () => true, write }, 'logging', {});
    own.error('logging.file_failed', { fileDir, reason: reasonOf(error) });
  }

  let closing: Promise<void> | undefined;
  const isEnabled = (entryLevel: LogLevel): boolean =>
    closing === undefined && severity[entryLevel] <= severity[level];
  return Object.freeze({
    getLogger: (name: string) => new BoundLogger({ isEnabled, write }, name, {}),
    close: async () => {
      closing ??= outputs.close();
      await closing;
    },
  });
}
