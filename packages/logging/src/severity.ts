import type { LogLevel } from './logger.js';

/** The levels by number as required by winston: the more severe, the lower. */
export const severity = {
  error: 0,
  warn: 1,
  info: 2,
  debug: 3,
} as const satisfies Record<LogLevel, number>;
