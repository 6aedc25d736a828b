import { expect, it } from 'vitest';
import { refusalOf } from './refusal-of.js';

it('names column, constraint and SQLSTATE if they are known', () => {
  const check = { sqlState: '23514', code: 'CHECK_VIOLATED', constraint: 'is_positive' };
  expect(refusalOf(check, null)).toBe(
    'A row violates a check (constraint "is_positive", SQLSTATE 23514).',
  );
  const value = { sqlState: '22P02', code: 'VALUE_INVALID', constraint: null };
  expect(refusalOf(value, 'id')).toBe(
    'A value does not fit the type of its column (column "id", SQLSTATE 22P02).',
  );
});

it('names the key of a row that has no partition', () => {
  const error = {
    sqlState: '23514',
    code: 'PARTITION_NOT_FOUND',
    constraint: null,
    partitionKey: 'month, lower(region)',
  };
  expect(refusalOf(error, null)).toBe(
    'No partition of the table takes a row (key month, lower(region), SQLSTATE 23514).',
  );
});

it('describes the code, for any SQLSTATE that a type or a function chose', () => {
  const query = { sqlState: '42601', code: 'VALUE_INVALID', constraint: null };
  expect(refusalOf(query, 'query')).toContain('A value does not fit the type of its column');
  const raised = { sqlState: '45000', code: 'TRIGGER_REFUSED', constraint: null };
  expect(refusalOf(raised, null)).toContain('A trigger or function of the table refused a row');
});
