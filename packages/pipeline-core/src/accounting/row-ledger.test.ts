import { describe, expect, it } from 'vitest';
import { isBalanced } from './row-ledger.js';

const ledger = { rowsIn: 10, rowsOut: 7, rowsRejected: 2, rowsFiltered: 1, rowsAdded: 0 };

describe('isBalanced', () => {
  it('is balanced when every row is output, rejected or filtered', () => {
    expect(isBalanced(ledger)).toBe(true);
  });

  it('is not balanced when a row is missing', () => {
    expect(isBalanced({ ...ledger, rowsOut: 6 })).toBe(false);
  });

  it('includes the rows that a step added', () => {
    expect(isBalanced({ ...ledger, rowsOut: 9, rowsAdded: 2 })).toBe(true);
  });
});
