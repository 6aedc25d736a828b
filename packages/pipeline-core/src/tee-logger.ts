import type { LogContext, Logger } from './logger.js';

/** Creates a logger that passes every event to two loggers, in this order. */
export function teeLogger(first: Logger, second: Logger): Logger {
  const both = (level: 'debug' | 'info' | 'warn' | 'error') => {
    return (event: string, context?: LogContext): void => {
      first[level](event, context);
      second[level](event, context);
    };
  };
  return {
    debug: both('debug'),
    info: both('info'),
    warn: both('warn'),
    error: both('error'),
    bind: (context) => teeLogger(first.bind(context), second.bind(context)),
  };
}
