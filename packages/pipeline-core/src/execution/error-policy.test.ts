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
  it('ends the run at the first reject where that is asked for', () => {
    const policy = new ErrorPolicy(completeConfig({ stopOnError: true }), 'items');
    expect(policy.judge(at(3), reading)).toMatchObject({
      code: 'ROW_REJECTED',
      context: { domain: 'items', rowNumber: 3 },
    });
    expect(policy.judge(at(null), reading)).toMatchObject({ code: 'ROW_REJECTED' });
  });

  it('takes the place of the row for the number of rows seen, however many have been read', () => {
    const policy = collecting(0.5, 4);
    expect(policy.judge(at(1), reading)).toBeNull();
    expect(policy.judge(at(3), reading)).toBeNull();
    expect(policy.judge(at(5), reading)).toMatchObject({ rowsRejected: 3, rowsIn: 5 });
  });

  it('waits for the least number of rows before it judges the share', () => {
    expect(collecting(0, 4).judge(at(3), reading)).toBeNull();
    expect(collecting(0, 4).judge(at(4), reading)).toMatchObject({ rowsRejected: 1, rowsIn: 4 });
  });

  it('allows as many rejects as the share says, and no more', () => {
    const policy = collecting(0.5, 2);
    expect(policy.judge(at(1), reading)).toBeNull();
    expect(policy.judge(at(2), reading)).toMatchObject({ rowsRejected: 2, rowsIn: 2 });
    expect(collecting(0.5, 1).judge(at(2), reading)).toBeNull();
  });

  it('judges by all rows once the source has ended, whatever order the rows come in', () => {
    const policy = collecting(0.1, 1);
    const ended = { rowsIn: 10, hasEnded: true };
    expect(policy.judge(at(2), ended)).toBeNull();
    expect(policy.judge(at(1), ended)).toMatchObject({ rowsRejected: 2, rowsIn: 10 });
  });

  it('judges a row of unknown place once the source has ended', () => {
    const policy = collecting(0, 1);
    expect(policy.judge(at(null), reading)).toBeNull();
    expect(policy.judge(at(null), { rowsIn: 10, hasEnded: true })).toMatchObject({
      rowsRejected: 1,
      rowsIn: 10,
    });
  });

  it('counts the rows of unknown place at the end, once', () => {
    const policy = collecting(0.1, 1);
    policy.judge(at(null), reading);
    expect(policy.judgeAtEnd(10)).toBeNull();
    expect(policy.judgeAtEnd(10)).toBeNull();
    expect(policy.judgeAtEnd(9)).toMatchObject({ rowsRejected: 1, rowsIn: 9 });
  });

  it('judges the share at the end, however few rows there are', () => {
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

  it('ends a run over nothing without error', () => {
    expect(collecting(0, 1).judgeAtEnd(0)).toBeNull();
  });
});
