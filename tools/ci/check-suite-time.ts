/** Fails when the tests of a kind took longer than they may: `check-suite-time.ts unit`. */
import { parseArgs } from 'node:util';
import { checkSuiteTime } from './suites/check-suite-time.js';
import { suiteLimitsMs, type TimedKind } from './suites/suite-time.js';

const isTimed = (kind: string): kind is TimedKind => kind in suiteLimitsMs;
const { positionals } = parseArgs({ allowPositionals: true });
if (!positionals.filter(isTimed).every(checkSuiteTime)) process.exitCode = 1;
