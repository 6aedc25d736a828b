import { describe, expect, it } from 'vitest';
import type { AreaCoverage } from './coverage-area.js';
import { coverageTable, judgeCoverage } from './judge-coverage.js';

const thresholds = {
  enforceFrom: '2026-11-20',
  above: { domain: 90, database: 70, io: 70, support: 90, orchestration: 60, overall: 80 },
};
const dayBefore = new Date('2026-11-19T23:59:59.999Z');
const theDay = new Date('2026-11-20T00:00:00Z');

const coverage = (changes: Partial<AreaCoverage> = {}): readonly AreaCoverage[] => [
  { area: 'domain', lines: 95, branches: 91, ...changes },
  { area: 'io', lines: 90, branches: 80 },
];

describe('judgeCoverage', () => {
  it.each([dayBefore, theDay])('accepts sufficient coverage, before the date and on it', (now) => {
    expect(judgeCoverage(coverage(), thresholds, now)).toEqual({ isPassed: true, complaints: [] });
  });

  it('warns of low coverage before the date', () => {
    expect(judgeCoverage(coverage({ branches: 89.9 }), thresholds, dayBefore)).toEqual({
      isPassed: true,
      complaints: [
        'warning until 2026-11-20: domain: 89.9 % of the branches are covered, not above 90 %',
      ],
    });
  });

  it('fails for low coverage from the date on', () => {
    expect(judgeCoverage(coverage({ lines: 12 }), thresholds, theDay)).toEqual({
      isPassed: false,
      complaints: ['domain: 12.0 % of the lines are covered, not above 90 %'],
    });
  });

  it('fails for low coverage of the support area', () => {
    const support = { area: 'support', lines: 99, branches: 89.9 } as const;
    expect(judgeCoverage([support], thresholds, theDay).complaints).toEqual([
      'support: 89.9 % of the branches are covered, not above 90 %',
    ]);
  });

  it('fails for coverage equal to its threshold', () => {
    expect(judgeCoverage(coverage({ lines: 90 }), thresholds, theDay).isPassed).toBe(false);
  });
});

describe('coverageTable', () => {
  it('shows each area with its threshold', () => {
    expect(coverageTable(coverage(), thresholds)).toContain('| domain | 95.0 % | 91.0 % | 90 % |');
  });
});
