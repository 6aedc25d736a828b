import { describe, expect, it } from 'vitest';
import { footerBuffer } from './footer-buffer.js';
import type { FooterMatch } from './footer-match.js';

function split(
  labels: readonly string[],
  layout: { readonly footerRows?: number; readonly footer?: readonly FooterMatch[] },
) {
  const buffer = footerBuffer<string>({ footerRows: 0, footer: [], ...layout });
  if (buffer === null) throw new Error('no buffer');
  const records: string[] = [];
  const misplaced: string[] = [];
  for (const label of labels) {
    for (const { item, isMisplaced } of buffer.take(label, label === '?' ? null : ['', label])) {
      (isMisplaced ? misplaced : records).push(item);
    }
  }
  return { records, misplaced, footer: buffer.end() };
}

describe('footerBuffer', () => {
  it('returns null where no footer is described', () => {
    expect(footerBuffer({ footerRows: 0, footer: [] })).toBeNull();
  });

  it('keeps the last records, in a given number', () => {
    expect(split(['a', 'b', 'c', '?'], { footerRows: 2 })).toEqual({
      records: ['a', 'b'],
      misplaced: [],
      footer: ['c', '?'],
    });
  });

  it('keeps the last records that match, by their first cell that is not blank', () => {
    const footer = [{ startsWith: 'Total' }, { equals: 'end' }];
    expect(split(['a', 'Total 2', ' end '], { footer })).toEqual({
      records: ['a'],
      misplaced: [],
      footer: ['Total 2', ' end '],
    });
    expect(split(['a', 'ending', 'b', '?'], { footer }).records).toHaveLength(4);
  });

  it('releases records that match in the middle as misplaced', () => {
    const footer = [{ startsWith: 'Total' }];
    expect(split(['Total', 'Total', 'a', 'Total'], { footer })).toEqual({
      records: ['a'],
      misplaced: ['Total', 'Total'],
      footer: ['Total'],
    });
  });

  it('takes no more than 100 records that match for a footer', () => {
    const labels = (count: number) => Array.from({ length: count }, () => 'Total');
    const footer = [{ startsWith: 'Total' }];
    expect(split(['a', ...labels(100)], { footer }).footer).toHaveLength(100);
    expect(split(['a', ...labels(102)], { footer })).toMatchObject({
      records: ['a'],
      misplaced: { length: 102 },
      footer: [],
    });
  });
});
