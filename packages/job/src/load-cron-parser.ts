import { createRequire } from 'node:module';
import type * as cronParser from 'cron-parser';

const require = createRequire(import.meta.url);

/** Returns the parser of cron expressions, loaded by the first call: most jobs have no schedule. */
export const loadCronParser = (): typeof cronParser => require('cron-parser') as typeof cronParser;
