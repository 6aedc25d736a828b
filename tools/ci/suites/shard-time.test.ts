import { describe, expect, it } from 'vitest';
import type { TestReport } from '../../checks/verify/test-reports.js';
import { sumShards } from './shard-time.js';
import { complainOfTime } from './suite-time.js';

/** A project that began at the same time as all others, on its own machine. */
const tookMs = (durationMs: number): TestReport => ({
  numTotalTests: 1,
  numPassedTests: 1,
  numFailedTests: 0,
  startTime: 1_000,
  testResults: [
    {
      name: '/a.test.ts',
      startTime: 1_000,
      endTime: 1_000 + durationMs,
      assertionResults: [{ fullName: `t${durationMs}`, duration: durationMs }],
    },
  ],
});

describe('sumShards', () => {
  it('adds shards that ran at the same time', () => {
    const shards = { 'unit-20-1': [tookMs(16_000)], 'unit-20-2': [tookMs(15_000)] };
    const { 20: time } = sumShards('unit', shards);
    expect(time?.durationMs).toBe(31_000);
    expect(time && complainOfTime('unit', time)).toContain('31.0 s, over their 30.0 s');
  });

  it('separates versions of Node', () => {
    const shards = {
      'unit-20-1': [tookMs(2)],
      'unit-24-1': [tookMs(3)],
      'unit-24-2': [tookMs(4)],
      'unit-22-1': [],
    };
    const sums = sumShards('unit', shards);
    expect(Object.entries(sums).map(([version, time]) => [version, time.durationMs])).toEqual([
      ['20', 2],
      ['22', 0],
      ['24', 7],
    ]);
  });

  it('counts projects on one machine once while they run in parallel', () => {
    expect(sumShards('unit', { 'unit-20-1': [tookMs(9), tookMs(10)] })['20']?.durationMs).toBe(10);
  });

  it('lists the slowest tests of all shards first', () => {
    const shards = { 'unit-20-1': [tookMs(7)], 'unit-20-2': [tookMs(9)] };
    expect(sumShards('unit', shards)['20']?.slowest.map(({ title }) => title)).toEqual([
      't9',
      't7',
    ]);
  });
});
