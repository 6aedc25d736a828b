import { WdhError } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { loggedError } from './logged-error.js';

const value = 'a cell\n    at nowhere (file:///cell.js:1:1)';

describe('loggedError', () => {
  it('returns message, code and causes of errors made for people', () => {
    const cause = new WdhError('The table is locked.', {
      code: 'LOCK_TIMEOUT',
      category: 'locked',
    });
    const error = new WdhError('The load failed.', { code: 'X', category: 'locked', cause });
    expect(loggedError(error)).toMatchObject({
      name: 'WdhError',
      code: 'X',
      message: '[X] The load failed.',
      cause: { code: 'LOCK_TIMEOUT', message: '[LOCK_TIMEOUT] The table is locked.' },
    });
  });

  it('returns the stack frames of other exceptions, and not their messages', () => {
    const error = new WdhError('Step x threw.', {
      code: 'STEP_FAILED',
      category: 'internal',
      cause: new TypeError(value),
    });
    const { cause } = loggedError(error);
    expect(cause).toMatchObject({ name: 'TypeError' });
    expect(cause?.frames?.[0]).toContain('logged-error.test.ts');
    expect(JSON.stringify(loggedError(error))).not.toContain('cell');
  });

  it('returns no frames of a changed stack, and only the type of a value that is not an error', () => {
    const changed = Object.assign(new Error(value), { stack: 'at a cell (x:1:1)' });
    expect(loggedError(changed)).toEqual({ name: 'Error' });
    expect(loggedError('a cell')).toEqual({ name: 'a value of type string' });
  });

  it('stops in a circular chain of causes', () => {
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(loggedError(error)).match(/"name"/g)).toHaveLength(8);
  });
});
