/** Facts that accompany an event: ids, counts, durations, errors. */
export type LogContext = Readonly<Record<string, unknown>>;

/** How severe an entry is, from the least. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Records events. Of the same shape as `Logger` of `@wdh/pipeline-core`, so that one fits the other.
 *
 * Events are dotted names in the past tense or of a state (`pipeline.started`); what varies belongs
 * into the context. No call ever throws, whatever the context holds.
 */
export interface Logger {
  debug(event: string, context?: LogContext): void;
  info(event: string, context?: LogContext): void;
  warn(event: string, context?: LogContext): void;
  error(event: string, context?: LogContext): void;
  /**
   * Returns a logger whose entries all carry `context` as well, as it is now. Where an entry brings
   * a key of its own, that wins.
   */
  bind(context: LogContext): Logger;
}
