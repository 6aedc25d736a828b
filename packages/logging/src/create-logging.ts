import { WriteStream } from 'node:tty';
import winston from 'winston';
import { BoundLogger } from './bound-logger.js';
import { infoOf } from './formats/entry-info.js';
import { jsonLine } from './formats/json-line.js';
import { prettyLine } from './formats/pretty-line.js';
import type { Logger, LogLevel } from './logger.js';
import { closeDailyFiles, openDailyFiles } from './transports/daily-files.js';
import { flushStream, guardStream } from './transports/guarded-stream.js';
import { reasonOf } from './transports/log-file-error.js';

/** Which entries are written, how and where to. Takes the log settings of `@wdh/config` by name. */
export interface LoggingOptions {
  /** The least severe level that is written. Default `info`. */
  readonly level?: LogLevel | undefined;
  /** How stdout looks: a JSON object a line, or text for people. Files are JSON. Default `json`. */
  readonly format?: 'json' | 'pretty' | undefined;
  /** Whether to write daily files as well, each kept for 30 days. Default false. */
  readonly toFile?: boolean | undefined;
  /** Folder of the daily files; made when it is missing. Default `logs`. */
  readonly fileDir?: string | undefined;
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

const severity = { error: 0, warn: 1, info: 2, debug: 3 } as const satisfies Record<
  LogLevel,
  number
>;

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
  const { level = 'info', format = 'json', fileDir = 'logs', stdout = process.stdout } = options;
  const colors = options.colors ?? showsColors(stdout);
  guardStream(stdout);

  const files = options.toFile === true ? openDailyFiles(fileDir, reportOnce()) : undefined;
  const logger = winston.createLogger({
    levels: severity,
    level,
    format: jsonLine(),
    transports: [
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its transports as interfaces
      new winston.transports.Stream({
        stream: stdout,
        ...(format === 'pretty' ? { format: prettyLine({ colors }) } : {}),
      }),
      ...(files === undefined ? [] : [files]),
    ],
  });

  let closing: Promise<void> | undefined;
  const sink = {
    isEnabled: (entryLevel: LogLevel) =>
      closing === undefined && severity[entryLevel] <= severity[level],
    write: (entry: Parameters<typeof infoOf>[0]) => {
      logger.write(infoOf(entry));
    },
  };
  const getLogger = (name: string): Logger => new BoundLogger(sink, name, {});

  function reportOnce(): (error: unknown) => void {
    let isReported = false;
    return (error) => {
      if (isReported) return;
      isReported = true;
      getLogger('logging').error('logging.file_failed', { fileDir, reason: reasonOf(error) });
    };
  }

  async function close(): Promise<void> {
    const finished = new Promise<void>((resolve) => logger.once('finish', resolve));
    logger.end();
    await finished;
    if (files !== undefined) await closeDailyFiles(files);
    await flushStream(stdout);
  }

  return Object.freeze({
    getLogger,
    close: async () => {
      closing ??= close();
      await closing;
    },
  });
}

function showsColors(stream: NodeJS.WritableStream): boolean {
  return stream instanceof WriteStream && stream.hasColors();
}
