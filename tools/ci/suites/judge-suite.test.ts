import { describe, expect, it } from 'vitest';
import type { TestReport } from '../../checks/verify/test-reports.js';
import { judgeSuite } from './judge-suite.js';

const since = 1_800_000_000_000;

/** A project whose tests began and ended at the given times. */
const report = (startTime: number, durationMs: number): TestReport => ({
  numTotalTests: 1,
  numPassedTests: 1,
  numFailedTests: 0,
  startTime,
  testResults: [
    {
      name: '/a.test.ts',
      startTime,
      endTime: startTime + durationMs,
      assertionResults: [{ fullName: ' waits', duration: durationMs }],
    },
  ],
});

describe('judgeSuite', () => {
  it('ignores a slow report of an earlier run', () => {
    const verdict = judgeSuite('unit', since, [report(since - 1, 46_000), report(since, 291)]);
    expect(verdict).toEqual({
      isInTime: true,
      text: 'The unit tests of 1 projects took 0.3 s of their 30.0 s; 1 reports of earlier runs left out.',
    });
  });

  it.each([since, since + 60_000])('fails for a slow report of this run', (startTime) => {
    const { isInTime, text } = judgeSuite('unit', since, [report(startTime, 46_000)]);
    expect([isInTime, text]).toEqual([false, expect.stringMatching(/took 46\.0 s[^]*waits/)]);
  });

  it('ignores a report without a start time', () => {
    const undated = { ...report(since, 46_000), startTime: NaN };
    expect(judgeSuite('unit', since, [undated]).isInTime).toBe(true);
  });

  it('accepts a run that is completely from the cache', () => {
    expect(judgeSuite('integration', since, [report(since - 9, 999_000)])).toMatchObject({
      isInTime: true,
      text: expect.stringContaining('of 0 projects took 0.0 s') as string,
    });
  });
});
