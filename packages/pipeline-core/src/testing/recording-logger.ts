import type { LogContext, Logger } from '../logger.js';

/** One event of a {@link RecordingLogger}, with bound context merged in. */
export interface RecordedEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly context: LogContext;
}

/** A logger that keeps its events, and those of the loggers bound from it. */
export interface RecordingLogger extends Logger {
  readonly events: readonly RecordedEvent[];
  /** The names of the events, in order. */
  readonly eventNames: readonly string[];
}

/**
 * Creates a logger that keeps its events for assertions.
 *
 * @example
 * const logger = createRecordingLogger();
 * await pipeline.run(rows, { logger });
 * expect(logger.eventNames).toContain('pipeline.completed');
 */
export function createRecordingLogger(): RecordingLogger {
  return recordInto([], {});
}

function recordInto(events: RecordedEvent[], bound: LogContext): RecordingLogger {
  const record =
    (level: RecordedEvent['level']) =>
    (event: string, context: LogContext = {}): void => {
      events.push({ level, event, context: { ...bound, ...context } });
    };
  return {
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
    bind: (context) => recordInto(events, { ...bound, ...context }),
    events,
    get eventNames() {
      return events.map(({ event }) => event);
    },
  };
}
