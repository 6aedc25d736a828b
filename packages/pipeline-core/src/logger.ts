/** Fields of an event: ids, counts, durations. Never cell values or secrets. */
export type LogContext = Readonly<Record<string, unknown>>;

/**
 * Records events. The interface is structural: `@wdh/logging` satisfies it directly, pino and winston with a
 * small adapter.
 *
 * Events are dotted names in the past tense (`pipeline.started`).
 */
export interface Logger {
  debug(event: string, context?: LogContext): void;
  info(event: string, context?: LogContext): void;
  warn(event: string, context?: LogContext): void;
  error(event: string, context?: LogContext): void;
  /** Returns a logger whose entries all carry `context` as well. */
  bind(context: LogContext): Logger;
}

const ignore = (): void => undefined;

/** Discards every event: the default where no logger is given. */
export const silentLogger: Logger = Object.freeze({
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  bind: () => silentLogger,
});
