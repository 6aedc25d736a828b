import { expect, it } from 'vitest';
import { runLine } from './run-line.js';

const now = new Date('2026-01-31T23:59:58.500Z');
const run = {
  ...{ jobName: 'people', executionId: '4f', input: '/in/a.csv', durationMs: 1_500 },
  rows: { read: 12_000, rejected: 0 },
};

it('is one line with what a person looks for', () => {
  expect(runLine({ ...run, status: 'success' }, now)).toBe(
    '23:59:58  people  4f  success  12,000 rows, 1.5s  /in/a.csv',
  );
});

it('has rejected rows and the code of an error, and no part that is unknown', () => {
  const rows = { read: 1, rejected: 1 };
  const error = { code: 'THRESHOLD_EXCEEDED' };
  const failed = { ...run, rows, error, status: 'failed', settled: 'dead', input: null };
  expect(runLine(failed, now)).toBe(
    '23:59:58  people  4f  failed THRESHOLD_EXCEEDED (dead)  1 row, 1 rejected, 1.5s',
  );
  expect(runLine({ ...failed, error: {} }, now)).toContain('failed INTERNAL (dead)');
});
