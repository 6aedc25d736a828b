import { describe, expect, it } from 'vitest';
import { figureLines, spokenNode } from './node-figures.js';
import { nodeSize, shownName } from './node-size.js';

const step = {
  id: 'step:1',
  kind: 'step',
  name: 'validate_record',
  label: 'validate_record',
} as const;

describe('the figures of a node', () => {
  it('says what a node is where there is no run', () => {
    expect(figureLines(step, undefined)).toEqual(['Step', '']);
    expect(spokenNode(step, undefined)).toBe('validate_record Step');
  });

  it('shows the rows that pass, and those that do not', () => {
    const figures = { state: 'done', rowsIn: 10_000, rowsOut: 9976, rejected: 24 } as const;
    expect(figureLines(step, figures)).toEqual(['10,000 → 9,976', '24 rejected']);
    expect(spokenNode(step, figures)).toBe(
      'validate_record 10,000 → 9,976 24 rejected, Step, done',
    );
  });

  it('writes one number where no row is lost', () => {
    expect(figureLines(step, { rowsIn: 5, rowsOut: 5, rejected: 0 })).toEqual(['5 rows', '']);
    expect(figureLines(step, { filtered: 3, rejected: 1 })).toEqual([
      'Step',
      '1 rejected, 3 filtered',
    ]);
  });

  it('shortens a long name, and gives it the place that it needs', () => {
    const long = 'x'.repeat(200);
    expect(shownName(long)).toBe(`${'x'.repeat(27)}…`);
    expect(nodeSize({ ...step, label: long }, false).width).toBeLessThan(300);
    expect(shownName('😀'.repeat(28))).toBe('😀'.repeat(28));
  });
});
