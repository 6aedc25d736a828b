import { describe, expect, it } from 'vitest';
import { formatSummary, noRows, type JobSummary } from './job-summary.js';

const summary: JobSummary = {
  executionId: 'exec_1',
  pipelineName: 'wildlife_strikes',
  status: 'success',
  table: 'public.wildlife_strikes',
  rows: { ...noRows, read: 10_000, inserted: 9_976, filtered: 24 },
  attempts: 2,
  durationMs: 500,
  inputFile: 'strikes.csv',
  inputSha256: null,
  hint: null,
  error: null,
};

describe('formatSummary', () => {
  it('shows every count, duration, speed and id', () => {
    const text = formatSummary(summary);
    expect(text).toMatch(/read\s+│\s+10,000/);
    expect(text).toMatch(/inserted\s+│\s+9,976/);
    expect(text).toMatch(/filtered\s+│\s+24/);
    expect(text).toMatch(/rejected\s+│\s+0/);
    expect(text).toMatch(/attempts\s+│\s+2/);
    expect(text).toMatch(/duration\s+│\s+0\.50 s/);
    expect(text).toMatch(/rows per second\s+│\s+20,000/);
    expect(text).toMatch(/execution id\s+│\s+exec_1/);
  });

  it('shows how to load skipped content again', () => {
    expect(formatSummary({ ...summary, status: 'skipped', rows: noRows })).toMatch(/--force/);
  });

  it('states that a dry run has loaded nothing', () => {
    expect(formatSummary({ ...summary, status: 'rehearsed' })).toMatch(/nothing was loaded/);
  });

  it('names the table of rejected rows', () => {
    const rows = { ...noRows, read: 2, inserted: 1, rejected: 1 };
    expect(formatSummary({ ...summary, rows })).toMatch(/rejected_rows/);
  });

  it('states that there was nothing to load', () => {
    expect(formatSummary({ ...summary, rows: noRows })).toMatch(/no records/);
  });

  it('ends with the error of a run that failed', () => {
    const error = { code: 'X', message: '[X] It failed.' };
    const text = formatSummary({ ...summary, status: 'failed', rows: noRows, error });
    expect(text.endsWith('[X] It failed.')).toBe(true);
  });
});
