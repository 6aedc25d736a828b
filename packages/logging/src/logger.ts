/** Fields of an event: ids, counts, durations, errors. */
export type LogContext = Readonly<Record<string, unknown>>;

/** The levels of entries, the least severe first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Records events. Has the same interface as `Logger` of `@wdh/pipeline-core`, so that either can be
 * used as the other.
 *
 * Events are dotted names in the past tense (`pipeline.started`); variable data belongs in the
 * context. No call ever throws, whatever the context contains.
 */
export interface Logger {
  debug(event: string, context?: LogContext): void;
  info(event: string, context?: LogContext): void;
  warn(event: string, context?: LogContext): void;
  error(event: string, context?: LogContext): void;
  /**
   * Returns a logger that adds a copy of `context` to all its entries. A key of the entry itself
   * takes precedence.
   */
  bind(context: LogContext): Logger;
}
