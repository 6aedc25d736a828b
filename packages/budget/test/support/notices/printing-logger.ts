import type { Logger, LogContext } from '@wdh/pipeline-core';

const print = (event: string, context: LogContext = {}): void => {
  process.stdout.write(`${event} ${JSON.stringify(context)}\n`);
};

/** Prints events for a test that reads the output of a process. */
export const printingLogger: Logger = {
  debug: print,
  info: print,
  warn: print,
  error: print,
  bind: () => printingLogger,
};
