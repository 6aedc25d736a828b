import { describe, expect, it } from 'vitest';
import { barOf, progressLines } from './progress-display.js';
import { ProgressReporter } from './progress-reporter.js';
import { inWords, phaseOf, type ProgressState } from './progress-state.js';

const state: ProgressState = {
  phase: 'read',
  rows: 12_000,
  rejected: 3,
  bytesRead: 20_000_000,
  totalBytes: 100_000_000,
  elapsedMs: 10_000,
  label: null,
};

describe('progress', () => {
  it('shows rows, speed, rejected rows and the remaining time', () => {
    expect(inWords(state)).toBe('12,000 rows, 2.0 MB/s, 3 rejected, 0:40 left');
    expect(inWords({ ...state, bytesRead: 0, elapsedMs: 0 })).toBe(
      '12,000 rows, 0.0 MB/s, 3 rejected, 0:00 left',
    );
  });

  it('shows rows and megabytes, and no percentage, for an input of unknown size', () => {
    const unknown = { ...state, totalBytes: null };
    expect(barOf(unknown, 120)).toBe('reading | 12,000 rows, 20.0 MB, 2.0 MB/s, 3 rejected, 0:10');
  });

  it.each([
    ['merge', 'merging | 12,000 rows, 3 rejected, 1:10'],
    ['check', 'checking | 12,000 rows, 3 rejected, 1:10'],
    ['commit', 'committing | 12,000 rows, 3 rejected, 1:10'],
  ] as const)('names what happens after the last byte: %s', (phase, line) => {
    expect(barOf({ ...state, phase, elapsedMs: 69_500 }, 120)).toBe(line);
  });

  it('shows how much of an input is identified, before any row is read', () => {
    const line = barOf({ ...state, phase: 'identify', rows: 0 }, 120);
    expect(line).toMatch(/^identifying █+░+ 20 % \| 20\.0 MB, 2\.0 MB\/s, 0:40 left$/);
  });

  it('draws the bar as wide as the terminal allows, and leaves it out of a narrow one', () => {
    const [wide, narrow] = [barOf(state, 160), barOf(state, 60)];
    expect(wide).toMatch(/^reading █{8}░{32} 20 % \| 12,000 rows/);
    expect(wide.length).toBeLessThan(160);
    expect(narrow).toMatch(/^reading 20 % \| 12,000 rows/);
    expect(barOf(state, 80).length).toBeLessThan(80);
  });

  it('writes a line every five seconds without a terminal', () => {
    const written: string[] = [];
    const lines = progressLines((line) => written.push(line));
    for (const elapsedMs of [100, 4_900, 5_000, 6_000, 10_100]) lines.show({ ...state, elapsedMs });
    lines.show({ ...state, phase: 'merge', elapsedMs: 200 });
    lines.show({ ...state, phase: 'merge', elapsedMs: 5_100 });
    lines.end();
    expect(written).toEqual([
      expect.stringMatching(/^20 % read: /),
      expect.stringMatching(/^20 % read: /),
      'merging: 12,000 rows, 3 rejected, 0:06',
    ]);
  });

  it('reports runs one after the other, each with its label and from the beginning', () => {
    const shown: string[] = [];
    const reporter = new ProgressReporter({
      show: (of) => shown.push(`${phaseOf(of)} ${of.bytesRead}`),
      end: () => shown.push('end'),
    });
    const { elapsedMs: _, label: __, ...progress } = state;
    reporter.begin('1 of 2 a.csv');
    reporter.onProgress(progress);
    reporter.onProgress({ ...progress, phase: 'commit' });
    reporter.begin('2 of 2 b.csv');
    reporter.onProgress({ ...progress, bytesRead: 5 });
    reporter.end();
    expect(shown).toEqual([
      'end',
      '1 of 2 a.csv: reading 20000000',
      '1 of 2 a.csv: committing 20000000',
      'end',
      '2 of 2 b.csv: reading 5',
      'end',
    ]);
  });
});
