/**
 * Fails when the tests of a kind took longer than they may: `check-suite-time.ts unit`. With
 * `SUITE_TIME_GATE=warn`, for machines that others keep busy, it only tells.
 */
import { parseArgs } from 'node:util';
import { environment } from './environment.js';
import { checkSuiteTime } from './suites/check-suite-time.js';
import { suiteLimitsMs, type TimedKind } from './suites/suite-time.js';

const isTimed = (kind: string): kind is TimedKind => kind in suiteLimitsMs;
const { positionals } = parseArgs({ allowPositionals: true });
const isInTime = positionals.filter(isTimed).every(checkSuiteTime);
if (!isInTime && environment['SUITE_TIME_GATE'] !== 'warn') process.exitCode = 1;
