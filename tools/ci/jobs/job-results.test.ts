import { describe, expect, it } from 'vitest';
import { jobResults, jobsWithoutSuccess, resultTable } from './job-results.mjs';

const needs = JSON.stringify({
  static: { result: 'success', outputs: {} },
  unit: { result: 'failure', outputs: {} },
  image: { result: 'skipped', outputs: {} },
});

describe('jobResults', () => {
  it('reads the results from GitHub', () => {
    expect(jobResults(needs)).toEqual({ static: 'success', unit: 'failure', image: 'skipped' });
  });

  it('is empty without jobs', () => {
    expect(jobResults()).toEqual({});
  });
});

describe('jobsWithoutSuccess', () => {
  it('lists failed and skipped jobs', () => {
    expect(jobsWithoutSuccess(jobResults(needs))).toEqual(['unit: failure', 'image: skipped']);
  });

  it('lists nothing if all jobs succeeded', () => {
    expect(jobsWithoutSuccess({ unit: 'success' })).toEqual([]);
  });
});

describe('resultTable', () => {
  it('marks each job', () => {
    expect(resultTable(jobResults(needs))).toMatch(/static \| ✔ success[^]*unit \| ✘ failure/);
  });
});
