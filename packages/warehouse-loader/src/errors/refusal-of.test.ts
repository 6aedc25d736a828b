import { expect, it } from 'vitest';
import { refusalOf } from './refusal-of.js';

it('names column, constraint and SQLSTATE, as far as they are known', () => {
  expect(refusalOf('23514', { column: null, constraint: 'is_positive' })).toEqual({
    code: 'CHECK_VIOLATED',
    message: 'A row violates a check (constraint "is_positive", SQLSTATE 23514).',
  });
  expect(refusalOf('22P02', { column: 'id', constraint: null })).toEqual({
    code: 'VALUE_INVALID',
    message: 'A value does not fit the type of its column (column "id", SQLSTATE 22P02).',
  });
});
