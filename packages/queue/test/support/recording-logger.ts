import type { LogContext, Logger } from '@wdh/pipeline-core';

/** An entry of a {@link RecordingLogger}. */
export interface LoggedEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly context: LogContext;
}

/** A logger that keeps what is logged. */
export interface RecordingLogger extends Logger {
  readonly events: readonly LoggedEvent[];
}

/** Creates a logger that keeps what is logged. */
export function recordingLogger(): RecordingLogger {
  const events: LoggedEvent[] = [];
  const record =
    (level: LoggedEvent['level']) =>
    (event: string, context: LogContext = {}): void => {
      events.push({ level, event, context });
    };
  const logger: RecordingLogger = {
    ...{ debug: record('debug'), info: record('info'), warn: record('warn') },
    ...{ error: record('error'), events, bind: () => logger },
  };
  return logger;
}
