import { describe, expect, it } from 'vitest';
import { balanceOf, ledgerParts, restOf, type Ledger } from './ledger-parts.js';

const none: Ledger = {
  read: 0,
  loaded: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
  added: 0,
};
const show = (rows: number): string => rows.toLocaleString('en-US');

describe('the parts of the ledger bar', () => {
  it('are the six outcomes of all rows read', () => {
    const ledger = { ...none, read: 10_000, inserted: 9_976, rejected: 24 };
    expect(ledgerParts(ledger)).toStrictEqual([
      { kind: 'inserted', rows: 9_976, share: 0.9976 },
      { kind: 'updated', rows: 0, share: 0 },
      { kind: 'unchanged', rows: 0, share: 0 },
      { kind: 'superseded', rows: 0, share: 0 },
      { kind: 'rejected', rows: 24, share: 0.0024 },
      { kind: 'filtered', rows: 0, share: 0 },
    ]);
    expect(balanceOf(ledger, show)).toBe('10,000 read = 9,976 inserted + 24 rejected');
  });

  it('count added rows on the side of the rows read', () => {
    const ledger = { ...none, read: 4, added: 2, inserted: 5, filtered: 1 };
    expect(restOf(ledger)).toBe(0);
    expect(ledgerParts(ledger).map(({ share }) => share)).toStrictEqual([5 / 6, 0, 0, 0, 0, 1 / 6]);
    expect(balanceOf(ledger, show)).toBe('4 read + 2 added = 5 inserted + 1 filtered');
  });

  it('name the rows that a failed run read and did not load', () => {
    const ledger = { ...none, read: 1_000, rejected: 104 };
    expect(ledgerParts(ledger).at(-1)).toStrictEqual({ kind: 'lost', rows: 896, share: 0.896 });
    expect(balanceOf(ledger, show)).toBe('1,000 read = 104 rejected + 896 not loaded');
  });

  it('are empty for a run that read nothing', () => {
    expect(ledgerParts(none).every(({ rows, share }) => rows === 0 && share === 0)).toBe(true);
    expect(balanceOf(none, show)).toBe('No rows were read.');
  });

  it('never hide counts that are too large', () => {
    const ledger = { ...none, read: 1, inserted: 2 };
    expect(ledgerParts(ledger)[0]?.share).toBe(1);
    expect(balanceOf(ledger, show)).toContain('the counts are wrong');
  });
});
