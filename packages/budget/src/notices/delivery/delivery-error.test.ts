import { WdhError } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { reasonOf } from './delivery-error.js';

test('the reason of an error is ours, or its name and code', () => {
  const ours = new WdhError('The server is down.', { code: 'TEST_DOWN', category: 'connection' });
  expect(reasonOf(ours)).toBe('The server is down.');
  expect(reasonOf(new RangeError('secret'))).toBe('It threw RangeError.');
  expect(reasonOf(Object.assign(new Error('secret'), { code: 'EX' }))).toBe('It threw Error [EX].');
  expect(reasonOf(Object.assign(new Error('secret'), { code: 7 }))).toBe('It threw Error.');
  expect(reasonOf('secret')).toBe('It rejected without an error.');
});
