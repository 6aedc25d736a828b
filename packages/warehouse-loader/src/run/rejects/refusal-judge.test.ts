import { describe, expect, it } from 'vitest';
import { refusalJudge } from './refusal-judge.js';

/** Creates a judge with the numbers of rejected rows and of all rows. */
function judgeOf(rejected: number, rowsIn: number, errorThreshold?: number) {
  const ledger = { rowsIn, rowsOut: 0, rowsRejected: 0, rowsFiltered: 0 };
  return refusalJudge('orders', { ledger } as never, { rows: rejected }, errorThreshold);
}

describe('refusalJudge', () => {
  it.each([
    [0, 10, undefined],
    [1, 10, undefined],
    [0, 10, 0],
    [5, 10, 0.5],
    [10, 10, 1],
    [0, 0, 0],
  ])('accepts %i rejected rows of %i with a threshold of %s', (rejected, rowsIn, threshold) => {
    expect(() => {
      judgeOf(rejected, rowsIn, threshold).atEnd();
    }).not.toThrow();
  });

  it.each([
    [2, 10, undefined],
    [1, 10, 0],
    [6, 10, 0.5],
    [1, 1, 0.99],
  ])('fails %i rejected rows of %i with a threshold of %s', (rejected, rowsIn, threshold) => {
    expect(() => {
      judgeOf(rejected, rowsIn, threshold).atEnd();
    }).toThrow(expect.objectContaining({ code: 'ERROR_THRESHOLD_EXCEEDED' }));
  });

  it('waits for 1,000 rows before it fails a load before its end', () => {
    expect(() => {
      judgeOf(999, 999).onTheWay();
    }).not.toThrow();
    expect(() => {
      judgeOf(101, 1_000).onTheWay();
    }).toThrow(expect.objectContaining({ code: 'ERROR_THRESHOLD_EXCEEDED' }));
    expect(() => {
      judgeOf(100, 1_000).onTheWay();
    }).not.toThrow();
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses a threshold of %d', (threshold) => {
    expect(() => judgeOf(0, 0, threshold)).toThrow(
      expect.objectContaining({ code: 'LOADER_OPTION_INVALID' }),
    );
  });
});
