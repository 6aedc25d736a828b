import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ErrorThresholdExceededError } from './error-threshold-exceeded-error.js';
import { LedgerImbalanceError } from './ledger-imbalance-error.js';
import { RowRejectedError } from './row-rejected-error.js';
import { StepFailedError } from './step-failed-error.js';
import { WdhError } from './wdh-error.js';

const canary = 'canary-4711';
const rejected = {
  rowNumber: 3,
  lineNumber: 5,
  stepName: 'validate',
  field: 'day',
  code: 'INVALID_DATE',
  message: 'day: must be a date',
  input: { day: canary },
};
const ledger = { rowsIn: 3, rowsOut: 1, rowsRejected: 1, rowsFiltered: 0, rowsAdded: 0 };
const cause = Object.assign(new TypeError(`no such day: ${canary}`), {
  code: 'ENOENT',
  cause: new RangeError(canary),
});

describe('WdhError', () => {
  it('combines code, summary and the known context in one message', () => {
    const context = { domain: 'strikes', rowNumber: 7, field: 'day', lineNumber: 9, stepName: 'x' };
    const error = new WdhError('The day is missing.', {
      code: 'NO_DAY',
      category: 'data',
      ...context,
    });
    expect(error.message).toBe(
      '[NO_DAY] The day is missing. | Domain: strikes | Row: 7 | Field: day',
    );
    expect(error).toMatchObject({ code: 'NO_DAY', category: 'data', isRetryable: false, context });
    expect(error.summary).toBe('The day is missing.');
    expect(Object.isFrozen(error.context)).toBe(true);
  });

  it('is never retryable where a budget is spent', () => {
    const options = { code: 'SPENT', category: 'budget', isRetryable: true } as const;
    expect(new WdhError('Spent.', options).isRetryable).toBe(false);
    expect(new WdhError('Busy.', { ...options, category: 'locked' }).isRetryable).toBe(true);
  });

  it('leaves unknown context out of the message', () => {
    const error = new WdhError('It broke.', { code: 'BROKEN', category: 'internal' });
    expect(error.message).toBe('[BROKEN] It broke.');
    expect('cause' in error).toBe(false);
  });

  it('has the name of its class, and its cause', () => {
    class LostError extends WdhError {}
    const error = new LostError('Gone.', { code: 'LOST', category: 'connection', cause });
    expect(error.name).toBe('LostError');
    expect(error.cause).toBe(cause);
  });

  it('returns the known parts as plain data, and its causes by name and code', () => {
    const error = new WdhError('It broke.', {
      code: 'BROKEN',
      category: 'connection',
      isRetryable: true,
      domain: 'strikes',
      rowNumber: undefined,
      cause,
    });
    expect(error.toJSON()).toStrictEqual({
      name: 'WdhError',
      code: 'BROKEN',
      category: 'connection',
      isRetryable: true,
      message: '[BROKEN] It broke. | Domain: strikes',
      domain: 'strikes',
      cause: { name: 'TypeError', code: 'ENOENT', cause: { name: 'RangeError' } },
    });
  });

  it('returns no cause where there is none', () => {
    const error = new WdhError('It broke.', { code: 'BROKEN', category: 'internal' });
    expect(error.toJSON()).not.toHaveProperty('cause');
  });
});

describe('every error of a run', () => {
  const errors = [
    new RowRejectedError(rejected, 'strikes'),
    new ErrorThresholdExceededError('strikes', 2, 3, 0.5),
    new LedgerImbalanceError('strikes', 'step validate', ledger),
    new StepFailedError('validate', cause, { domain: 'strikes', rowNumber: 3, lineNumber: 5 }),
  ];

  it.each(errors)('$name gives the same data after JSON and after a structured clone', (error) => {
    const report = error.toJSON();
    expect(JSON.parse(JSON.stringify(error))).toStrictEqual(report);
    expect(structuredClone(report)).toStrictEqual(report);
    expect(report).toMatchObject({ name: error.name, code: error.code, domain: 'strikes' });
  });

  it.each(errors)('$name contains no value of the row as plain data', (error) => {
    expect(JSON.stringify(error)).not.toContain(canary);
    expect(error.message).not.toContain(canary);
  });

  it('does not print the values of the row that ended the run, but holds the row', () => {
    const error = new RowRejectedError(rejected, 'strikes');
    expect(inspect(error, { depth: 9 })).not.toContain(canary);
    expect(Object.keys(error)).not.toContain('rejectedRow');
    expect(error.rejectedRow).toBe(rejected);
  });
});

describe('RowRejectedError', () => {
  it('contains the position of the row', () => {
    const error = new RowRejectedError(rejected, 'strikes');
    expect(error.message).toBe(
      '[ROW_REJECTED] Step validate rejected a row (INVALID_DATE): day: must be a date | Domain: strikes | Row: 3 | Field: day',
    );
    expect(error).toMatchObject({ code: 'ROW_REJECTED', category: 'data', isRetryable: false });
    expect(error.context).toEqual({
      domain: 'strikes',
      stepName: 'validate',
      rowNumber: 3,
      lineNumber: 5,
      field: 'day',
    });
  });

  it('leaves out an unknown position', () => {
    const nowhere = { ...rejected, rowNumber: null, lineNumber: null, field: null };
    expect(new RowRejectedError(nowhere, 'strikes').toJSON()).not.toHaveProperty('rowNumber');
    expect(new RowRejectedError(nowhere, 'strikes').message).toMatch(/Domain: strikes$/);
  });
});

describe('LedgerImbalanceError', () => {
  it('shows the counts that do not add up', () => {
    const error = new LedgerImbalanceError('strikes', 'step validate', ledger);
    expect(error.message).toBe(
      '[LEDGER_IMBALANCE] The rows of step validate do not add up: 3 in + 0 added is not ' +
        '1 out + 1 rejected + 0 filtered. | Domain: strikes',
    );
    expect(error).toMatchObject({ ledger, category: 'internal' });
  });
});

describe('ErrorThresholdExceededError', () => {
  it.each([
    [0.1, '10 %'],
    [0.07, '7 %'],
    [1 / 3, '33.3333 %'],
  ])('writes the share %d as %s', (share, text) => {
    const error = new ErrorThresholdExceededError('strikes', 2, 3, share);
    expect(error.message).toContain(`2 of 3 rows were rejected, more than the limit of ${text}.`);
    expect(error).toMatchObject({ rowsRejected: 2, rowsIn: 3, errorThreshold: share });
    expect(error.category).toBe('data');
  });
});

describe('StepFailedError', () => {
  it('is internal and not retryable by default', () => {
    const error = new StepFailedError('enrich', cause, { domain: 'strikes' });
    expect(error.message).toBe(
      '[STEP_FAILED] Step enrich threw TypeError [ENOENT]. | Domain: strikes',
    );
    expect(error).toMatchObject({ category: 'internal', isRetryable: false, cause });
    expect(error.context).toEqual({ domain: 'strikes', stepName: 'enrich' });
  });

  it('takes category and retryability from an exception that is a WdhError', () => {
    const lost = new WdhError('Gone.', { code: 'LOST', category: 'connection', isRetryable: true });
    expect(new StepFailedError('enrich', lost, {})).toMatchObject({
      code: 'STEP_FAILED',
      category: 'connection',
      isRetryable: true,
    });
  });

  it('names the type of a thrown value that is not an Error', () => {
    const error = new StepFailedError('enrich', canary, {});
    expect(error.summary).toBe('Step enrich threw a value of type string.');
  });
});
