import { type Logger, silentLogger } from '@wdh/pipeline-core';

/** Returns a logger that passes on warnings and errors alone. */
export function warningsOf(log: Logger): Logger {
  return {
    ...silentLogger,
    warn: (event, context) => {
      log.warn(event, context);
    },
    error: (event, context) => {
      log.error(event, context);
    },
    bind: (context) => warningsOf(log.bind(context)),
  };
}
