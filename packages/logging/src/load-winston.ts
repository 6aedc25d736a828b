import { createRequire } from 'node:module';
import type winston from 'winston';
import type DailyRotateFile from 'winston-daily-rotate-file';

const require = createRequire(import.meta.url);

/** Returns winston, loaded by the first call: most commands write no entry, and start without it. */
export const loadWinston = (): typeof winston => require('winston') as typeof winston;

/** Returns the transport of daily files, loaded by the first call. */
export const loadDailyRotateFile = (): typeof DailyRotateFile =>
  require('winston-daily-rotate-file') as typeof DailyRotateFile;
