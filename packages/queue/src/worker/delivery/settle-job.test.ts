import { WdhError } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { failureOf } from './settle-job.js';

const job = (retryCount: number) => ({
  ...{ id: 'x', queue: 'run/x', retryCount, retryLimit: 3 },
  ...{ heartbeatSeconds: 30, data: {} },
});

const error = (code: string, isRetryable: boolean): WdhError =>
  new WdhError('No.', { code, category: 'data', isRetryable });

it.each([
  ['a retryable error', error('X', true), 2, 'retry'],
  ['a retryable error without retries left', error('X', true), 3, 'dead'],
  ['an error that is not retryable', error('X', false), 0, 'dead'],
  ['an exception of a step', new TypeError('x'), 0, 'dead'],
  ['a value that is not an error', 'x', 0, 'dead'],
  ['an unknown COMMIT, which the claim decides', error('COMMIT_UNKNOWN', false), 0, 'retry'],
  ['a lost claim, which the claim decides', error('CLAIM_LOST', false), 0, 'retry'],
])('decides about %s', (_what, reason, retryCount, expected) => {
  expect(failureOf(job(retryCount), reason)).toBe(expected);
});
