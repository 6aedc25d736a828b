import type { TestReport } from '../../checks/verify/test-reports.js';
import {
  complainOfTime,
  measureSuite,
  seconds,
  suiteLimitsMs,
  type TimedKind,
} from './suite-time.js';

/** Whether a run of a suite was within its limit, with a message. */
export interface SuiteVerdict {
  readonly isInTime: boolean;
  readonly text: string;
}

/**
 * Judges the time of the run that began at `since` by the reports of all projects. A report whose
 * tests began earlier was restored from Nx's cache and does not count: its times are from an
 * earlier run on a machine that may have been busy.
 *
 * @param since Milliseconds since 1970.
 */
export function judgeSuite(
  kind: TimedKind,
  since: number,
  reports: readonly TestReport[],
): SuiteVerdict {
  const ran = reports.filter(({ startTime }) => startTime >= since);
  const time = measureSuite(kind, ran);
  const complaint = complainOfTime(kind, time);
  const took = `The ${kind} tests of ${ran.length} projects took ${seconds(time.durationMs)} of their ${seconds(suiteLimitsMs[kind])}`;
  const replayed = reports.length - ran.length;
  return {
    isInTime: complaint === null,
    text:
      complaint ??
      `${took}${replayed === 0 ? '' : `; ${replayed} reports of earlier runs left out`}.`,
  };
}
