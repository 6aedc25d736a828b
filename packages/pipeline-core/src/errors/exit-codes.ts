import type { ErrorCategory } from './wdh-error.js';

/**
 * The exit code of a command for each category of error; 0 is success. A closed set that scripts may
 * rely on. A command that a signal ended exits with 128 and the number of the signal, as in shells;
 * `interrupted` is for an interruption without one.
 */
export const exitCodes: Readonly<Record<ErrorCategory, number>> = Object.freeze({
  internal: 1,
  usage: 2,
  connection: 3,
  data: 4,
  schema: 5,
  locked: 6,
  file: 7,
  interrupted: 1,
  budget: 8,
});
