import { describe, expect, it } from 'vitest';
import { complainOfUnrunFull } from './unrun-full-tests.js';

interface Test {
  readonly status: string;
  readonly tags?: readonly string[];
}

const report = (tests: readonly Test[]) => ({
  numTotalTests: tests.length,
  numPassedTests: 0,
  numFailedTests: 0,
  startTime: 0,
  testResults: [
    {
      name: '/a.test.ts',
      startTime: 0,
      endTime: 1,
      assertionResults: tests.map((test) => ({ fullName: 'a', ...test })),
    },
  ],
});
const complaint = (...tests: readonly Test[]): string | null =>
  complainOfUnrunFull('a/unit.json', report(tests));

describe('complainOfUnrunFull', () => {
  it('reports a suite whose tests with the tag were all skipped', () => {
    const left = { status: 'skipped', tags: ['full'] };
    expect(complaint(left, { status: 'passed', tags: [] }, left)).toMatch(
      /^a\/unit\.json: none of its 2 tests with the tag full ran/,
    );
  });

  it('accepts a skipped test among others that ran', () => {
    const skipped = { status: 'skipped', tags: ['full'] };
    expect(complaint(skipped, { status: 'passed', tags: ['full'] })).toBeNull();
  });

  it('accepts a report without such tests', () => {
    expect(complaint({ status: 'skipped' }, { status: 'passed', tags: [] })).toBeNull();
    expect(complaint()).toBeNull();
  });
});
