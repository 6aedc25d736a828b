import { entryOf, infoOf } from './formats/entry-info.js';
import { jsonLine } from './formats/json-line.js';
import { prettyLine } from './formats/pretty-line.js';
import { loadWinston } from './load-winston.js';
import type { LogEntry } from './log-entry.js';
import { severity } from './severity.js';
import { openDailyFiles } from './transports/daily-files.js';
import { flushStream, guardStream } from './transports/guarded-stream.js';

/** The outputs of an application, and the format of stdout. */
export interface OutputOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly format: 'json' | 'pretty';
  readonly colors: boolean;
  /** Whether stdout receives an entry. Default: it receives all. */
  readonly isShown: ((entry: LogEntry) => boolean) | undefined;
  /** Folder of the daily files, or undefined for none. */
  readonly fileDir: string | undefined;
  /** Maximum size of a file in MiB. */
  readonly fileMaxMb: number;
  /** Called when writing to the daily files fails. */
  readonly onFileFailure: (error: unknown) => void;
}

/** Open outputs. */
export interface Outputs {
  readonly write: (entry: LogEntry) => void;
  /** The absolute path of the daily file, once it is open. */
  readonly filePath: () => string | null;
  /** Waits until everything is written. A failure of the files is still reported, and can be logged. */
  readonly close: () => Promise<void>;
}

/** Drops the entries that are not to be shown. */
const shownOnly = (isShown: (entry: LogEntry) => boolean) =>
  loadWinston().format((info) => (isShown(entryOf(info)) ? info : false))();

/**
 * Opens stdout and the daily files behind one winston logger.
 *
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder of the files cannot be written to.
 */
export function openOutputs(options: OutputOptions): Outputs {
  const { stdout, format, colors, isShown, fileDir, fileMaxMb, onFileFailure } = options;
  guardStream(stdout);
  const files =
    fileDir === undefined ? undefined : openDailyFiles(fileDir, fileMaxMb, onFileFailure);
  const formats = [
    ...(isShown === undefined ? [] : [shownOnly(isShown)]),
    ...(format === 'pretty' ? [prettyLine({ colors })] : []),
  ];
  const winston = loadWinston();
  const logger = winston.createLogger({
    levels: severity,
    level: 'debug',
    format: jsonLine(),
    transports: [
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its transports as interfaces
      new winston.transports.Stream({
        stream: stdout,
        ...(formats.length === 0 ? {} : { format: winston.format.combine(...formats) }),
      }),
      ...(files === undefined ? [] : [files.transport]),
    ],
  });

  return {
    write: (entry) => {
      logger.write(infoOf(entry));
    },
    filePath: () => files?.path() ?? null,
    close: async () => {
      await files?.close();
      const finished = new Promise<void>((resolve) => logger.once('finish', resolve));
      logger.end();
      await finished;
      await flushStream(stdout);
    },
  };
}
