import { describe, expect, it } from 'vitest';
import type { TestReport } from '../../checks/verify/test-reports.js';
import { complainOfTime, isTimeEnforced, measureSuite } from './suite-time.js';

const startUpMs = 7;

/** A project whose run began at the given time and whose tests ran one after another. */
function reportAt(startTime: number, ...durations: readonly number[]): TestReport {
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  return {
    numTotalTests: durations.length,
    numPassedTests: durations.length,
    numFailedTests: 0,
    startTime,
    testResults: [
      {
        name: '/a.test.ts',
        startTime: startTime + startUpMs,
        endTime: startTime + startUpMs + total,
        assertionResults: durations.map((duration) => ({ fullName: ` t${duration}`, duration })),
      },
    ],
  };
}

const reportOf = (...durations: readonly number[]) => reportAt(1_000, ...durations);

describe('measureSuite', () => {
  it('adds up projects that ran one after another', () => {
    expect(measureSuite('unit', [reportAt(500, 5), reportAt(100, 10, 20)]).durationMs).toBe(35);
  });

  it('counts projects that ran in parallel once', () => {
    const reports = [reportAt(100, 10), reportAt(105, 10), reportAt(106, 2)];
    expect(measureSuite('unit', reports).durationMs).toBe(15);
  });

  it('counts the start of servers for integration tests only', () => {
    expect(measureSuite('integration', [reportOf(10)]).durationMs).toBe(10 + startUpMs);
    expect(measureSuite('unit', [reportOf(10)]).durationMs).toBe(10);
  });

  it('lists the slowest tests of all projects first', () => {
    const { slowest } = measureSuite('unit', [reportOf(1, 2, 3), reportOf(9, 8, 7)]);
    expect(slowest.map(({ title }) => title)).toEqual(['t9', 't8', 't7', 't3', 't2']);
  });

  it('counts a project without tests as 0', () => {
    expect(measureSuite('unit', [{ ...reportOf(), testResults: [] }]).durationMs).toBe(0);
  });
});

describe('complainOfTime', () => {
  it('accepts a suite within its limit', () => {
    expect(complainOfTime('unit', measureSuite('unit', [reportOf(30_000)]))).toBeNull();
  });

  it('fails for a suite over its limit, and names the slow test', () => {
    expect(complainOfTime('unit', measureSuite('unit', [reportOf(29_000, 1_001)]))).toMatch(
      /unit tests took 30\.0 s, over their 30\.0 s[^]*29\.0 s {2}t29000/,
    );
  });

  it('has a higher limit for integration tests', () => {
    const after = (durationMs: number) =>
      complainOfTime(
        'integration',
        measureSuite('integration', [reportOf(durationMs - startUpMs)]),
      );
    expect(after(600_000)).toBeNull();
    expect(after(600_001)).not.toBeNull();
  });
});

describe('isTimeEnforced', () => {
  it.each([
    [{ CI: 'true' }, true],
    [{ CI: 'true', SUITE_TIME_GATE: 'warn' }, false],
    [{}, false],
    [{ CI: '' }, false],
  ])('given %o is %s', (variables, expected) => {
    expect(isTimeEnforced(variables)).toBe(expected);
  });
});
