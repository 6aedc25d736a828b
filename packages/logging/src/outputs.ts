import winston from 'winston';
import { infoOf } from './formats/entry-info.js';
import { jsonLine } from './formats/json-line.js';
import { prettyLine } from './formats/pretty-line.js';
import type { LogEntry } from './log-entry.js';
import { severity } from './severity.js';
import { openDailyFiles } from './transports/daily-files.js';
import { flushStream, guardStream } from './transports/guarded-stream.js';

/** Where the entries of an application go, and how stdout shows them. */
export interface OutputOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly format: 'json' | 'pretty';
  readonly colors: boolean;
  /** Folder of the daily files, or undefined for none. */
  readonly fileDir: string | undefined;
  /** Size in MiB from which a file is not written to any more. */
  readonly fileMaxMb: number;
  /** Is told when writing to the daily files fails. */
  readonly onFileFailure: (error: unknown) => void;
}

/** Open outputs. */
export interface Outputs {
  readonly write: (entry: LogEntry) => void;
  /** Waits until everything is written. A failure of the files is still told, and can be written. */
  readonly close: () => Promise<void>;
}

/**
 * Opens stdout and the daily files behind one winston logger.
 *
 * @throws {LogFileError} `LOG_FILE_UNAVAILABLE` when the folder of the files cannot be written to.
 */
export function openOutputs(options: OutputOptions): Outputs {
  const { stdout, format, colors, fileDir, fileMaxMb, onFileFailure } = options;
  guardStream(stdout);
  const files =
    fileDir === undefined ? undefined : openDailyFiles(fileDir, fileMaxMb, onFileFailure);
  const logger = winston.createLogger({
    levels: severity,
    level: 'debug',
    format: jsonLine(),
    transports: [
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its transports as interfaces
      new winston.transports.Stream({
        stream: stdout,
        ...(format === 'pretty' ? { format: prettyLine({ colors }) } : {}),
      }),
      ...(files === undefined ? [] : [files.transport]),
    ],
  });

  return {
    write: (entry) => {
      logger.write(infoOf(entry));
    },
    close: async () => {
      await files?.close();
      const finished = new Promise<void>((resolve) => logger.once('finish', resolve));
      logger.end();
      await finished;
      await flushStream(stdout);
    },
  };
}
