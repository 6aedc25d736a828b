import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TargetColumn } from '../catalog/target.js';
import { binaryWriterOf } from '../values/binary/binary-writer-of.js';
import { TupleBuffer } from '../values/binary/tuple-buffer.js';
import type { TextSetting } from '../values/session/text-setting.js';
import { valueRangeOf } from './value-range.js';

function rangeOf(baseType: string, values: readonly unknown[], takesTexts = true) {
  const range = valueRangeOf({ column: { baseType }, model: null } as TargetColumn, takesTexts);
  for (const value of values) range?.see(value, Number.NaN);
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

const setting = { zone: { timeZone: 'UTC' }, encoding: { characters: 'all' } } as TextSetting;
const day = fc.date({
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});
const decimal = fc.tuple(fc.maxSafeInteger(), fc.nat(18)).map(([digits, scale]) => {
  const text = String(Math.abs(digits)).padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${digits < 0 ? '-' : ''}${text.slice(0, point)}${scale > 0 ? '.' : ''}${text.slice(point)}`;
});

it.each([
  [
    'numeric',
    fc.oneof(decimal, fc.double(), fc.maxSafeInteger(), fc.constantFrom('-0', '5.', '-0.0')),
  ],
  ['int8', fc.oneof(fc.maxSafeInteger().map(String), fc.bigInt(), fc.maxSafeInteger())],
  ['int4', fc.integer().map(String)],
  ['int2', fc.integer({ min: -32_768, max: 32_767 }).map(String)],
  ['date', day.map((date) => date.toISOString().slice(0, 10))],
  ['timestamp', day.map((date) => date.toISOString().replace('Z', ''))],
  [
    'timestamptz',
    fc.tuple(day, fc.nat(999)).map(([date, micros]) => {
      return date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}+05:30`);
    }),
  ],
] as const)('the numbers of written %s lead to the same range as the values', (baseType, value) => {
  const castName = `pg_catalog.${baseType}`;
  const column = { baseType, castName, elementType: null, modifier: -1 };
  const target = { column, model: null } as TargetColumn;
  const write = binaryWriterOf(target, setting);
  fc.assert(
    fc.property(fc.array<unknown>(value, { minLength: 1, maxLength: 20 }), (values) => {
      const [read, written] = [valueRangeOf(target, true), valueRangeOf(target, true)];
      const tuples = new TupleBuffer();
      for (const each of values) {
        tuples.number = Number.NaN;
        if (write?.(each, tuples) !== true) continue;
        read?.see(each, Number.NaN);
        written?.see(each, tuples.number);
      }
      expect(written?.range).toEqual(read?.range);
    }),
    { numRuns: 500 },
  );
});
