import { expect, it } from 'vitest';
import { partitionRefusalOf } from './partition-refusal.js';

it.each([
  ['Partition key of the failing row contains (month) = (2025-01-01).', 'month', 'month'],
  [
    'Partition key of the failing row contains ("My ""Key""") = (x) = (y).',
    '"My ""Key"""',
    'My "Key"',
  ],
  ['… (region, lower(name)) = (eu, secret)', 'region, lower(name)', null],
  ['失敗した行のパーティションキーは(month) = (secret)を含みます。', 'month', 'month'],
  [undefined, null, null],
])('only the key of the detail %j is kept', (detail, key, column) => {
  expect(partitionRefusalOf('23514', 'ExecFindPartition', detail)).toEqual({
    meaning: '23514 none',
    key,
    column,
  });
});

it('a row for another partition has no key, because its detail is the row', () => {
  const refusal = partitionRefusalOf('23514', 'ExecPartitionCheckEmitError', '(a) = (secret)');
  expect(refusal).toEqual({ meaning: '23514 other', key: null, column: null });
});

it('an error that a trigger raises is not a partition refusal', () => {
  expect(partitionRefusalOf('23514', 'exec_stmt_raise', '(a) = (b)')).toBeNull();
  expect(partitionRefusalOf('23505', 'ExecFindPartition', '(a) = (b)')).toBeNull();
});

it('a detail of brackets is parsed in linear time', () => {
  const started = performance.now();
  // In quadratic time it would take minutes.
  expect(partitionRefusalOf('23514', 'ExecFindPartition', '('.repeat(1_000_000))?.key).toBeNull();
  expect(performance.now() - started).toBeLessThan(20_000);
});
