import type { LogContext, Logger } from '@wdh/pipeline-core';

/** Creates a logger of a program that prints each event as a line of JSON. */
export function printingLogger(bound: LogContext = {}): Logger {
  const print =
    (level: string) =>
    (event: string, context: LogContext = {}): void => {
      const line = { level, event, ...bound, ...context, at: new Date().toISOString() };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    };
  return {
    ...{ debug: print('debug'), info: print('info'), warn: print('warn') },
    ...{ error: print('error'), bind: (more) => printingLogger({ ...bound, ...more }) },
  };
}
