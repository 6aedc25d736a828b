import type { ErrorCategory } from '@wdh/pipeline-core';

/** The exit codes of the job; a closed set that scripts may rely on. */
export const exitCodes: Readonly<Record<Exclude<ErrorCategory, 'interrupted'>, number>> = {
  internal: 1,
  usage: 2,
  connection: 3,
  data: 4,
  schema: 5,
  locked: 6,
  file: 7,
};

/** The signals that end the job, with the exit codes that shells give them. */
export const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
