import { type Logger, type LogContext, silentLogger } from './logger.js';
import { callGuarded } from './waiting/call-guarded.js';

const ignore = (): void => undefined;

/**
 * Wraps a logger so that it never throws. A failure to log says nothing about the rows, so it must not end
 * the run.
 */
export function guardedLogger(logger: Logger): Logger {
  if (logger === silentLogger || logger instanceof GuardedLogger) return logger;
  return new GuardedLogger(logger);
}

class GuardedLogger implements Logger {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  debug(event: string, context?: LogContext): void {
    callGuarded(() => this.#logger.debug(event, context), ignore);
  }

  info(event: string, context?: LogContext): void {
    callGuarded(() => this.#logger.info(event, context), ignore);
  }

  warn(event: string, context?: LogContext): void {
    callGuarded(() => this.#logger.warn(event, context), ignore);
  }

  error(event: string, context?: LogContext): void {
    callGuarded(() => this.#logger.error(event, context), ignore);
  }

  bind(context: LogContext): Logger {
    try {
      return guardedLogger(this.#logger.bind(context));
    } catch {
      return this;
    }
  }
}
