import { describe, expect, it } from 'vitest';
import { isBalanced } from './row-ledger.js';

const ledger = { rowsIn: 10, rowsOut: 7, rowsRejected: 2, rowsFiltered: 1, rowsAdded: 0 };

describe('isBalanced', () => {
  it('holds when every row is out, rejected or filtered', () => {
    expect(isBalanced(ledger)).toBe(true);
  });

  it('fails when a row is missing', () => {
    expect(isBalanced({ ...ledger, rowsOut: 6 })).toBe(false);
  });

  it('counts the rows that a step added', () => {
    expect(isBalanced({ ...ledger, rowsOut: 9, rowsAdded: 2 })).toBe(true);
  });
});
