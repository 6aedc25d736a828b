import { days, months } from '@wdh/job';
import type { PartitionState, PartitionStatus } from '@wdh/runs';
import { describe, expect, it } from 'vitest';
import { stylesIn } from '../../terminal/paint.js';
import { gridOf } from './partition-grid.js';

const now = new Date('2026-03-20T00:00:00Z');

const statesOf = (
  keys: readonly string[],
  known: Readonly<Record<string, PartitionStatus>>,
): readonly PartitionState[] =>
  keys.map((key) => ({ key, status: known[key] ?? 'success', run: null }));

/** The lines without styles. */
const plain = (lines: readonly string[]): readonly string[] =>
  lines.map((line) =>
    line
      .split(stylesIn)
      .filter((_, at) => at % 2 === 0)
      .join(''),
  );

describe('the grid of partitions', () => {
  it('has a row for each year of months, with a letter for each state', () => {
    const states = statesOf(months({ from: '2024-11' }).keys({ now }), {
      '2024-12': 'failed',
      '2025-02': 'missing',
      '2025-03': 'outdated',
      '2026-01': 'queued',
      '2026-02': 'running',
    });
    expect(plain(gridOf('months', states))).toEqual([
      '     Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
      '2024                                           S   F',
      '2025   S   .   O   S   S   S   S   S   S   S   S   S',
      '2026   Q   R',
    ]);
  });

  it('has a row for each month of days, which fits a terminal of 80 characters', () => {
    const states = statesOf(days({ from: '2026-01-30' }).keys({ now }), {
      '2026-01-31': 'missing',
      '2026-02-28': 'failed',
    });
    const lines = plain(gridOf('days', states));
    expect(lines).toEqual([
      '        1       5        10        15        20        25        30',
      `2026-01${' '.repeat(58)} S .`,
      `2026-02${' S'.repeat(27)} F`,
      `2026-03${' S'.repeat(19)}`,
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
  });

  it('has a line for each key of a list', () => {
    const states = statesOf(['north', 'south'], { south: 'missing' });
    expect(plain(gridOf('list', states))).toEqual(['S north', '. south']);
  });
});
