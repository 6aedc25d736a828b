import { WriteStream } from 'node:tty';
import { BoundLogger } from './bound-logger.js';
import type { LogEntry } from './log-entry.js';
import type { Logger, LogLevel } from './logger.js';
import { openOutputs } from './outputs.js';
import { severity } from './severity.js';
import { reasonOf } from './transports/log-file-error.js';

/** Options of {@link createLogging}. The names are those of the log settings of `@wdh/config`. */
export interface LoggingOptions {
  /** The least severe level that is written. Default `info`. */
  readonly level?: LogLevel | undefined;
  /**
   * Format of stdout: a JSON object per line, or text for people; `auto` is text on a terminal, and
   * JSON otherwise. Files are JSON. Default `json`.
   */
  readonly format?: 'auto' | 'json' | 'pretty' | undefined;
  /** Whether stdout receives an entry; files receive all. Default: it receives all. */
  readonly isShown?:
    ((entry: Pick<LogEntry, 'level' | 'event' | 'context'>) => boolean) | undefined;
  /** Whether to write daily files as well (mode 0600), each kept for 30 days. Default false. */
  readonly toFile?: boolean | undefined;
  /** Folder of the daily files; created if missing, for this user only. Default `logs`. */
  readonly fileDir?: string | undefined;
  /**
   * Maximum size of a file in MiB (1,048,576 bytes), after which the next one of the day begins.
   * Default 100.
   */
  readonly fileMaxMb?: number | undefined;
  /** Stream that receives every entry. Default `process.stdout`. */
  readonly stdout?: NodeJS.WritableStream | undefined;
  /** Whether `pretty` is coloured. Default: true if stdout is a terminal with colours. */
  readonly colors?: boolean | undefined;
}

/** The logging of an application: created once, in its composition root. */
export interface Logging {
  /** Creates a logger; its name is that of a part of the application (`sample-job`). */
  readonly getLogger: (name: string) => Logger;
  /** Returns the absolute path of the daily file; null without one, or before it is open. */
  readonly filePath: () => string | null;
  /**
   * Waits until all entries are written, and closes the daily file. Later entries are discarded.
   * May be called again.
   */
  readonly close: () => Promise<void>;
}

/**
 * Starts logging to stdout and, with `toFile`, to daily files. Every entry is redacted (`redact`).
 *
 * A failing output loses entries, but never ends the run: a closed stdout is ignored, and a log
 * file that can no longer be written is reported once on stdout as `logging.file_failed`.
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
    format: format === 'auto' ? (isTerminal(stdout) ? 'pretty' : 'json') : format,
    colors,
    isShown: options.isShown,
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
    filePath: outputs.filePath,
    close: async () => {
      closing ??= outputs.close();
      await closing;
    },
  });
}

function isTerminal(stream: NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}
