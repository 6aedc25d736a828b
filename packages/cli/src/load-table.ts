import { createRequire } from 'node:module';
import type Table from 'cli-table3';

const require = createRequire(import.meta.url);

/** Returns the tables of the terminal, loaded by the first call: a result is shown at the end. */
export const loadTable = (): typeof Table => require('cli-table3') as typeof Table;
