import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgressDisplay, progressLines } from './progress-display.js';
import { inWords, type ProgressState } from './progress-state.js';

const state: ProgressState = {
  rows: 12_000,
  rejected: 3,
  bytesRead: 20_000_000,
  totalBytes: 100_000_000,
  elapsedMs: 10_000,
};

function outputOf(stream: PassThrough): string {
  return String(stream.read() ?? '');
}

describe('progress', () => {
  it('shows rows, speed, rejected rows and the remaining time', () => {
    expect(inWords(state)).toBe('12,000 rows, 2.0 MB/s, 3 rejected, 0:40 left');
    expect(inWords({ ...state, bytesRead: 0, elapsedMs: 0 })).toBe(
      '12,000 rows, 0.0 MB/s, 3 rejected, 0:00 left',
    );
  });

  it('writes a line every five seconds without a terminal', () => {
    const stream = new PassThrough();
    const lines = progressLines(stream);
    for (const elapsedMs of [100, 4_900, 5_000, 6_000, 10_100]) lines.show({ ...state, elapsedMs });
    lines.end();
    expect(outputOf(stream).match(/20 % read/g)).toHaveLength(2);
  });

  it('draws a bar on a terminal and removes it at the end', () => {
    const terminal = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 120,
      clearLine: () => true,
      cursorTo: () => true,
      moveCursor: () => true,
    });
    const display = createProgressDisplay(terminal as unknown as NodeJS.WriteStream); // what the bar uses of it
    display.show(state);
    display.show({ ...state, bytesRead: 100_000_000 });
    display.end();
    expect(outputOf(terminal)).toMatch(/12,000 rows/);
  });
});
