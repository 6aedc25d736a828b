import type { StoredReject } from '@wdh/runs';
import { expect, it } from 'vitest';
import { maskedReject } from './masked-reject.js';

const reject = { code: 'INVALID', field: 'a', message: 'is not valid' } as StoredReject;

const maskedRecord = (record: unknown) => maskedReject({ ...reject, record }).record;

it('masks every value of a record, and keeps its columns', () => {
  expect(maskedRecord({ a: 'x', b: 1, c: null, d: true })).toEqual({
    a: '•••',
    b: '•••',
    c: '•••',
    d: '•••',
  });
});

it('masks a malformed record as a whole', () => {
  expect(maskedRecord('a;b;c')).toBe('•••');
});

it('keeps the structure of nested values, and masks the names in them', () => {
  expect(maskedRecord({ scores: { 'ada@example.org': [1, { x: 2 }] } })).toEqual({
    scores: { '••• 1': ['•••', { '••• 1': '•••' }] },
  });
});

it('masks what is nested deeply', () => {
  const deep = JSON.parse('{"a":'.repeat(5_000) + '"secret"' + '}'.repeat(5_000)) as unknown;
  expect(JSON.stringify(maskedRecord(deep))).not.toContain('secret');
});

it('leaves a row without a record', () => {
  expect(maskedRecord(null)).toBeNull();
});
