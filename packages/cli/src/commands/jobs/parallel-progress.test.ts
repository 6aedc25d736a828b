import type { RunProgress } from '@wdh/job';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ParallelProgress } from './parallel-progress.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const progress: RunProgress = {
  phase: 'read',
  rows: 1_000,
  rejected: 2,
  bytesRead: 66,
  totalBytes: 100,
};

it('shows in one line how many runs are done, and how far each of the others is', () => {
  const lines: (string | null)[] = [];
  const terminal = {
    isLive: true,
    progress: (line: string | null) => lines.push(line),
    progressLine: () => undefined,
  };
  const displays = new ParallelProgress(terminal, 3);
  const [a, b] = [displays.begin('1 a.csv'), displays.begin('2 b.csv')];
  a.onProgress(progress);
  vi.advanceTimersByTime(200);
  a.onProgress({ ...progress, rows: 1_500, phase: 'commit' });
  a.end();
  a.end();
  b.onProgress({ ...progress, phase: 'merge', rejected: 0 });
  vi.advanceTimersByTime(200);
  displays.close();
  vi.advanceTimersByTime(1_000);
  expect(lines).toEqual([
    '0 of 3 done, 2 running, 1,000 rows, 2 rejected | 1 a.csv 66 %, 2 b.csv',
    '1 of 3 done, 1 running, 2,500 rows, 2 rejected | 2 b.csv merge',
    null,
  ]);
});

it('writes a line every five seconds where none can be replaced', () => {
  const lines: string[] = [];
  const terminal = {
    isLive: false,
    progress: () => undefined,
    progressLine: (line: string) => lines.push(line),
  };
  const displays = new ParallelProgress(terminal, 2);
  displays.begin('1 a.csv').onProgress({ ...progress, totalBytes: null });
  vi.advanceTimersByTime(12_000);
  displays.close();
  expect(lines).toEqual([
    '0 of 2 done, 1 running, 1,000 rows, 2 rejected | 1 a.csv',
    '0 of 2 done, 1 running, 1,000 rows, 2 rejected | 1 a.csv',
  ]);
});
