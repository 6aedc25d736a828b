import { expect, test } from 'vitest';
import { describeFailure } from './describe-failure.js';

test('an error is described with its causes and the details of the database', () => {
  const cause = Object.assign(new Error('relation "b" does not exist'), {
    code: '42P01',
    position: '15',
    hint: '',
    query: 'SELECT 1 FROM b',
  });
  expect(describeFailure(new TypeError('0001 failed', { cause }))).toBe(
    'TypeError: 0001 failed\nCaused by Error: relation "b" does not exist\n  code: 42P01\n  position: 15\n  query: SELECT 1 FROM b',
  );
});

test('a thrown value that is not an error is described as text', () => {
  expect(describeFailure('no')).toBe('no');
});

test('an error that causes itself is described once', () => {
  const error = new Error('round');
  error.cause = error;
  expect(describeFailure(error)).toBe('Error: round');
});
