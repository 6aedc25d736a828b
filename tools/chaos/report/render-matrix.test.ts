import { describe, expect, it } from 'vitest';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import { renderMatrix } from './render-matrix.js';

const matrix = { versions: [16, 17], categories: ['load', 'slow'] };
const test = (category: string, serverVersion: number | null) =>
  sampleTest({ category, serverVersion });
const green = [
  sampleReport([test('load', 16), test('load', null)], { versions: [16] }),
  sampleReport([test('slow', 16)], { versions: [16] }),
  sampleReport([test('load', 17), test('slow', 17)], { versions: [17] }),
];

describe('renderMatrix', () => {
  it('counts each category on each version in one table', () => {
    const text = renderMatrix(matrix, green);
    expect(text).toContain('**Green**: 5 tests in 3 reports, 0 failed.');
    expect(text).toContain('| category | PostgreSQL 16 | PostgreSQL 17 |\n| --- | --- | --- |');
    expect(text).toContain('| load | ✔ 2 | ✔ 1 |\n| slow | ✔ 1 | ✔ 1 |');
  });

  it('shows a job without a report', () => {
    const text = renderMatrix(matrix, green.slice(0, 2));
    expect(text).toContain('**Red**: 3 tests in 2 reports');
    expect(text).toContain('| load | ✔ 2 | ✘ no report |\n| slow | ✔ 1 | ✘ no report |');
  });

  it('is red if no job has a report', () => {
    expect(renderMatrix(matrix, [])).toContain('**Red**: 0 tests in 0 reports');
  });

  it('lists failed tests with their version, and how to repeat them', () => {
    const failed = sampleTest({ status: 'failed', serverVersion: 17 });
    const skipped = sampleTest({ status: 'skipped', serverVersion: 17 });
    const broken = sampleReport([failed, skipped, test('load', 17)], { versions: [17], seed: 9 });
    const text = renderMatrix(matrix, [...green.slice(0, 2), broken]);
    expect(text).toContain('| slow | ✔ 1 | ✘ 1 of 2 failed, 1 skipped |');
    expect(text).toMatch(/- N02 a black hole: the run fails \(`packages\S+`, PostgreSQL 17\)/);
    expect(text).toContain('- Repeat it: `npm run test:chaos -- --pg 17 --seed 9`');
  });

  it('is red for problems other than failed tests', () => {
    const odd = sampleReport([], { versions: [17], problems: ['a.chaos.test.ts failed: no'] });
    const text = renderMatrix(matrix, [...green, odd]);
    expect(text).toContain('**Red**');
    expect(text).toContain('- PostgreSQL 17: a.chaos.test.ts failed: no');
  });
});
