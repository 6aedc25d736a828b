import { JsonNumber, NumberTexts, type SourceValues } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { recordJson } from './record-json.js';
import { type RecordTypes, recordTypesOf } from './record-types.js';
import { restoredRecord } from './restored-record.js';

function circularList(): readonly unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

const jsonValues: SourceValues = { areJsonValues: true };

/** Writes a record and makes it again, with the types as they are stored: as JSON. */
function passThrough(record: Record<string, unknown>, values: SourceValues | null = null) {
  const stored = JSON.stringify(recordTypesOf(record, values));
  const types = JSON.parse(stored) as RecordTypes | null;
  const texts = new NumberTexts();
  return { types, row: restoredRecord(recordJson(record), types, texts), texts };
}

it.each([
  ['texts', { id: '007', name: 'Österreich "x", \\N', empty: '', none: null }],
  ['texts that look like numbers or documents', { a: '1.50', b: '[1e3]', c: ' -0', d: 'null' }],
  ['NUL, lone surrogates and a mark', { a: '\0', b: '\ud800', c: '\0:12' }],
  ['any name of a column', JSON.parse('{"__proto__":"a","":"b","1":"c","a\\"[-1.0":"d"}')],
] as const)('makes a record of %s again, without more than its JSON', (_, record) => {
  const { types, row } = passThrough(record as Record<string, unknown>);
  expect(types).toBeNull();
  expect(row).toStrictEqual(record);
  expect(Object.keys(row)).toEqual(Object.keys(record as object));
});

it('makes JSON values again, with every digit of the numbers in documents', () => {
  const record = {
    whole: 12,
    fraction: -1.5e-7,
    flag: true,
    document: {
      exact: new JsonNumber('12345678901234567890.10'),
      parts: [new JsonNumber('1.50'), 1, { power: new JsonNumber('1E3') }, '1.50', null],
    },
  };
  const { types, row } = passThrough(record, jsonValues);
  expect(types).toEqual({ areJsonValues: true });
  expect(row).toStrictEqual(record);
  expect(recordJson(record)).toContain('{"exact":12345678901234567890.10,"parts":[1.50,1,');
});

it('knows again which texts were numbers', () => {
  const noted = new NumberTexts();
  const record = { price: '1.50', code: '1.50', name: 'x', none: null };
  noted.note(record, { price: 1.5, code: '1.50', name: 'x', none: null });
  const { types, row, texts } = passThrough(record, { areJsonValues: true, numberTexts: noted });
  expect(types).toEqual({
    areJsonValues: true,
    hasNumberTexts: true,
    columns: [['price', 'number text']],
  });
  expect(row).toStrictEqual(record);
  expect(texts.wasNumber(row, 'price', '1.50')).toBe(true);
  expect(texts.wasNumber(row, 'code', '1.50')).toBe(false);
});

it('makes values again that JSON does not have', () => {
  const record = {
    big: 12345678901234567890n,
    at: new Date('2026-02-03T04:05:06.789Z'),
    none: undefined,
    not: NaN,
    most: Infinity,
    least: -Infinity,
    zero: -0,
  };
  const { types, row } = passThrough(record);
  expect(types?.isExact).toBeUndefined();
  expect(row).toStrictEqual(record);
});

it.each([
  ['a date in a document', { a: { at: new Date(0) } }],
  ['a bigint in a list', { a: [1n] }],
  ['bytes', { a: Buffer.from('x') }],
  ['a class', { a: new URL('http://localhost') }],
  ['a function', { a: () => 1 }],
  ['a circular list', { a: circularList() }],
  ['an invalid date', { a: new Date(NaN) }],
])('marks a record as inexact, at the start of its types: %s', (_, record) => {
  const types = recordTypesOf(record, jsonValues);
  expect(types?.isExact).toBe(false);
  expect(JSON.stringify(types)).toMatch(/^\{"isExact":false/);
});

it('writes a number that is none as a text, and a value without JSON as its type', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  expect(recordJson({ a: new JsonNumber('1; drop') })).toBe('{"a":"1; drop"}');
  expect(recordJson(circular)).toBe('"[object Object]"');
  expect(recordJson(undefined)).toBe('null');
});
