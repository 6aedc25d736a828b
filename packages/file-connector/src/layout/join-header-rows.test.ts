import { describe, expect, it } from 'vitest';
import { joinHeaderRows } from './join-header-rows.js';

const asIs = { headerJoin: ' ', headerFill: 'none' } as const;
const filled = { headerJoin: ' ', headerFill: 'right' } as const;

describe('joinHeaderRows', () => {
  it('joins the parts of each name from the top row down, without empty parts', () => {
    const rows = [
      ['', ' Price ', 'Price'],
      ['day', 'low', ''],
    ];
    expect(joinHeaderRows(rows, asIs)).toEqual(['day', 'Price low', 'Price']);
    expect(joinHeaderRows(rows, { ...asIs, headerJoin: '_' })?.[1]).toBe('Price_low');
  });

  it('returns the names of a lone row', () => {
    expect(joinHeaderRows([['a', '', 'b']], asIs)).toEqual(['a', '', 'b']);
  });

  it('repeats a merged cell to the right, but not in the last row', () => {
    const rows = [
      ['', 'Price', '', 'Volume', ''],
      ['day', 'low', 'high', 'low', ''],
    ];
    expect(joinHeaderRows(rows, filled)).toEqual([
      'day',
      'Price low',
      'Price high',
      'Volume low',
      'Volume',
    ]);
  });

  it('repeats a cell of a second row only within its group of the first row', () => {
    const rows = [
      ['2024', '', '', '2025', ''],
      ['Price', '', 'Volume', '', ''],
      ['low', 'high', 'sum', 'low', 'high'],
    ];
    expect(joinHeaderRows(rows, filled)).toEqual([
      '2024 Price low',
      '2024 Price high',
      '2024 Volume sum',
      '2025 low',
      '2025 high',
    ]);
  });

  it('returns null for rows with different numbers of cells', () => {
    expect(joinHeaderRows([['a'], ['a', 'b']], asIs)).toBeNull();
  });
});
