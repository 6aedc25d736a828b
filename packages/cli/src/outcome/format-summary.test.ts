import { noRows } from '@wdh/job';
import { describe, expect, it } from 'vitest';
import { formatSummary } from './format-summary.js';
import type { JobSummary } from './job-summary.js';

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
  previousRun: null,
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

  it('says when, by which run and with how many rejects skipped content was loaded, and what to do', () => {
    const previousRun = {
      executionId: 'exec_0',
      completedAt: '2026-01-31T10:30:15Z',
      rowsRejected: 3,
      rowsOpen: 3,
    };
    const text = formatSummary({ ...summary, status: 'skipped', rows: noRows, previousRun });
    expect(text).toContain(
      'Run exec_0 loaded it on 2026-01-31 at 10:30 UTC, with 3 rejected rows.',
    );
    expect(text).toContain('wdh replay exec_0');
    expect(text).toMatch(/raise the version of the job, or use --force/);
  });

  it('says of a skipped partition why it was skipped, and not that its content is loaded', () => {
    const hint =
      'Partition 2026-01 is loaded already: run exec_1 loaded it. Load it again with force.';
    const text = formatSummary({ ...summary, status: 'skipped', rows: noRows, hint });
    expect(text).toContain(hint);
    expect(text).not.toContain('content');
  });

  it('names no replay for skipped content without rejects', () => {
    const previousRun = { executionId: 'exec_0', completedAt: null, rowsRejected: 0, rowsOpen: 0 };
    const text = formatSummary({ ...summary, status: 'skipped', rows: noRows, previousRun });
    expect(text).toContain('Run exec_0 loaded it, without rejected rows.');
    expect(text).not.toContain('replay');
  });

  it.each([
    [null, 'with 3 rejected rows.', true],
    [2, 'with 3 rejected rows, of which 2 are open.', true],
    [1, 'with 3 rejected rows, of which 1 is open.', true],
    [0, 'with 3 rejected rows, of which none is open any more.', false],
  ])('counts the rejected rows of skipped content that no replay has resolved: %s', (...row) => {
    const [rowsOpen, words, hasReplay] = row;
    const previousRun = { executionId: 'exec_0', completedAt: null, rowsRejected: 3, rowsOpen };
    const text = formatSummary({ ...summary, status: 'skipped', rows: noRows, previousRun });
    expect(text).toContain(words);
    expect(text.includes('wdh replay exec_0')).toBe(hasReplay);
  });

  it('says how to see, fix and load rejected rows, and of a failed run only how to see them', () => {
    const rows = { ...noRows, read: 2, rejected: 1 };
    const text = formatSummary({ ...summary, rows });
    expect(text).toContain('1 rejected row is stored');
    expect(text).toContain('wdh rejects exec_1');
    expect(text).toContain('wdh replay exec_1');
    const error = { code: 'X', message: '[X] It failed.' };
    const failed = formatSummary({ ...summary, status: 'failed', rows, error });
    expect(failed).toMatch(/wdh rejects exec_1\n\[X\] It failed\.$/);
    expect(failed).not.toContain('replay');
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
