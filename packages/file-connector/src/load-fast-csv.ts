import { createRequire } from 'node:module';
import type * as fastCsv from 'fast-csv';

const require = createRequire(import.meta.url);

/** Returns the writer of CSV files, loaded by the first call: most programs only read. */
export const loadFastCsv = (): typeof fastCsv => require('fast-csv') as typeof fastCsv;
