import { describe, expect, it } from 'vitest';
import { nextPartition, type Partition, partitionGrid } from './partition-rows.js';

const item = (key: string): Partition => ({ key, status: 'missing', run: null });
const keysOf = ({ rows }: ReturnType<typeof partitionGrid>) =>
  rows.map(({ label, cells }) => [label, ...cells.flatMap((cell) => cell?.key ?? [])]);

const days = partitionGrid({
  kind: 'days',
  items: ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-31'].map(item),
});

describe('partitionGrid', () => {
  it('lays days out by month, the latest first', () => {
    expect(days.heads).toHaveLength(31);
    expect(keysOf(days)).toEqual([
      ['2026-03', '2026-03-31'],
      ['2026-02', '2026-02-01', '2026-02-28'],
      ['2026-01', '2026-01-30', '2026-01-31'],
    ]);
    expect(days.rows[2]?.cells[29]?.key).toBe('2026-01-30');
  });

  it('lays months out by year', () => {
    const grid = partitionGrid({ kind: 'months', items: ['2025-12', '2026-01'].map(item) });
    expect(grid.heads).toHaveLength(12);
    expect(keysOf(grid)).toEqual([
      ['2026', '2026-01'],
      ['2025', '2025-12'],
    ]);
    expect(grid.rows[1]?.cells[11]?.key).toBe('2025-12');
  });

  it('keeps the order of a list', () => {
    const keys = ['north', 'south', 'a-b', 'c', 'd', 'e', 'f'];
    const grid = partitionGrid({ kind: 'list', items: keys.map(item) });
    expect(keysOf(grid)).toEqual([
      ['1', 'north', 'south', 'a-b', 'c', 'd', 'e'],
      ['7', 'f'],
    ]);
  });

  it('is empty without partitions', () => {
    expect(partitionGrid({ kind: 'days', items: [] }).rows).toEqual([]);
  });
});

describe('nextPartition', () => {
  it.each([
    ['2026-01-30', 'ArrowRight', '2026-01-31'],
    ['2026-02-28', 'ArrowRight', '2026-01-30'],
    ['2026-03-31', 'ArrowLeft', null],
    ['2026-03-31', 'ArrowDown', '2026-01-31'],
    ['2026-01-31', 'ArrowUp', '2026-03-31'],
    ['2026-02-01', 'ArrowUp', null],
    ['2026-02-01', 'Home', '2026-03-31'],
    ['2026-02-01', 'End', '2026-01-31'],
    ['2026-02-01', 'a', null],
    ['2020-01-01', 'Home', null],
  ])('from %s, %s leads to %s', (from, key, to) => {
    expect(nextPartition(days, from, key)).toBe(to);
  });
});
