import { expect, it } from 'vitest';
import type { TargetColumn } from '../catalog/target.js';
import { valueRangeOf } from './value-range.js';

function rangeOf(baseType: string, values: readonly unknown[], takesTexts = true) {
  const range = valueRangeOf({ column: { baseType }, model: null } as TargetColumn, takesTexts);
  for (const value of values) range?.see(value);
  const found = range?.range ?? null;
  return found === null ? null : [found.min, found.max];
}

it.each([
  ['int4', [5, -3, 12], [-3, 12]],
  ['int8', [5n, '-3', 12], [-3, 12]],
  ['numeric', ['9.5', '10.25', '-0.001', '10.2'], [-0.001, 10.25]],
  ['numeric', ['99999999999.9999', '99999999999.9998'], [99999999999.9998, 99999999999.9999]],
  ['float8', [0.1, 2.5e3], [0.1, 2500]],
  ['date', ['2024-02-29', '2023-12-31', '2024-03-01'], ['2023-12-31', '2024-03-01']],
  ['date', [new Date('2024-02-29'), new Date('2024-02-01')], ['2024-02-01', '2024-02-29']],
  [
    'timestamp',
    ['2024-01-01 10:00:00', '2024-01-01 09:59:59'],
    ['2024-01-01 09:59:59', '2024-01-01 10:00:00'],
  ],
  [
    'timestamptz',
    [new Date(0), new Date(-1), new Date(1)],
    ['1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z'],
  ],
  [
    'timestamptz',
    ['2024-01-01T10:00:00+02:00', '2024-01-01T09:00:00+02:00'],
    ['2024-01-01T09:00:00+02:00', '2024-01-01T10:00:00+02:00'],
  ],
])('the range of %s %s is %j', (type, values, range) => {
  expect(rangeOf(type, values)).toEqual(range);
});

it.each([
  ['int4', []],
  ['int8', ['123456789012345678', '1']],
  ['int8', ['9007199254740993']],
  ['int8', [2n ** 60n]],
  ['numeric', ['1', '1e3']],
  ['numeric', ['1', 'NaN']],
  ['float8', [1, Number.NaN]],
  ['float8', [Number.POSITIVE_INFINITY]],
  ['numeric', ['']],
  ['numeric', ['-']],
  ['date', ['2024-02-29', '2024-3-1']],
  ['date', ['2024-02-29', '29.02.2024']],
  ['date', ['2024-02-29', '2024/02/29']],
  ['date', ['infinity']],
  ['date', [new Date('2024-02-29'), '2024-02-01']],
  ['date', [new Date(Number.NaN)]],
  ['timestamp', ['2024-01-01 10:00:00', '2024-01-01 10:00:00.5']],
  ['timestamp', ['2024-01-01 10:00:00', '2024-01-01T10:00:00']],
  [
    'timestamptz',
    ['2024-01-01T00:00:00+00:00', '2024-12-31T00:00:00+00:00', '2024-01-01T00:30:00+01:00'],
  ],
  ['timestamptz', ['2024-01-01 10:00:00.12', '2024-01-01 10:00:00+02']],
  ['text', ['a', 'b']],
])('%s %s have no range', (type, values) => {
  expect(rangeOf(type, values)).toBeNull();
});

it('texts are read only if requested', () => {
  expect(rangeOf('int4', [1, 2n, 3], false)).toEqual([1, 3]);
  expect(rangeOf('int4', [1, '2'], false)).toBeNull();
  expect(rangeOf('date', ['2024-02-29'], false)).toBeNull();
  const days = [new Date('2024-02-29'), new Date('2024-02-28')];
  expect(rangeOf('date', days, false)).toEqual(['2024-02-28', '2024-02-29']);
});
