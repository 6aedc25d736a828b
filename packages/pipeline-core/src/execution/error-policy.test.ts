import { describe, expect, it } from 'vitest';
import { completeConfig } from '../context/pipeline-config.js';
import { rejectedRowOf } from '../testing/index.js';
import { ErrorPolicy } from './error-policy.js';

const at = (rowNumber: number | null) => rejectedRowOf({ rowNumber });
const reading = { rowsIn: 500, hasEnded: false };

function collecting(errorThreshold: number, errorThresholdMinRows: number): ErrorPolicy {
  const config = completeConfig({ stopOnError: false, errorThreshold, errorThresholdMinRows });
  return new ErrorPolicy(config, 'items');
}

describe('ErrorPolicy', () => {
  it('ends the run at the first rejected row with stopOnError', () => {
    const policy = new ErrorPolicy(completeConfig({ stopOnError: true }), 'items');
    expect(policy.judge(at(3), reading)).toMatchObject({
      code: 'ROW_REJECTED',
      context: { domain: 'items', rowNumber: 3 },
    });
    expect(policy.judge(at(null), reading)).toMatchObject({ code: 'ROW_REJECTED' });
  });

  it('uses the position of the row as the number of rows seen, however many were read', () => {
    const policy = collecting(0.5, 4);
    expect(policy.judge(at(1), reading)).toBeNull();
    expect(policy.judge(at(3), reading)).toBeNull();
    expect(policy.judge(at(5), reading)).toMatchObject({ rowsRejected: 3, rowsIn: 5 });
  });

  it('checks the share only after the minimum number of rows', () => {
    expect(collecting(0, 4).judge(at(3), reading)).toBeNull();
    expect(collecting(0, 4).judge(at(4), reading)).toMatchObject({ rowsRejected: 1, rowsIn: 4 });
  });

  it('allows exactly the share of rejected rows', () => {
    const policy = collecting(0.5, 2);
    expect(policy.judge(at(1), reading)).toBeNull();
    expect(policy.judge(at(2), reading)).toMatchObject({ rowsRejected: 2, rowsIn: 2 });
    expect(collecting(0.5, 1).judge(at(2), reading)).toBeNull();
  });

  it('counts all rows once the source has ended, in whatever order they arrive', () => {
    const policy = collecting(0.1, 1);
    const ended = { rowsIn: 10, hasEnded: true };
    expect(policy.judge(at(2), ended)).toBeNull();
    expect(policy.judge(at(1), ended)).toMatchObject({ rowsRejected: 2, rowsIn: 10 });
  });

  it('checks a row of unknown position once the source has ended', () => {
    const policy = collecting(0, 1);
    expect(policy.judge(at(null), reading)).toBeNull();
    expect(policy.judge(at(null), { rowsIn: 10, hasEnded: true })).toMatchObject({
      rowsRejected: 1,
      rowsIn: 10,
    });
  });

  it('counts the rows of unknown position once, at the end', () => {
    const policy = collecting(0.1, 1);
    policy.judge(at(null), reading);
    expect(policy.judgeAtEnd(10)).toBeNull();
    expect(policy.judgeAtEnd(10)).toBeNull();
    expect(policy.judgeAtEnd(9)).toMatchObject({ rowsRejected: 1, rowsIn: 9 });
  });

  it('checks the share at the end, however few rows there are', () => {
    const policy = collecting(0.2, 1000);
    expect(policy.judge(at(1), reading)).toBeNull();
    expect(policy.judgeAtEnd(5)).toBeNull();
    expect(policy.judgeAtEnd(4)).toMatchObject({
      code: 'ERROR_THRESHOLD_EXCEEDED',
      rowsRejected: 1,
      rowsIn: 4,
      errorThreshold: 0.2,
      context: { domain: 'items' },
    });
  });

  it('ends a run over no rows without error', () => {
    expect(collecting(0, 1).judgeAtEnd(0)).toBeNull();
  });
});
