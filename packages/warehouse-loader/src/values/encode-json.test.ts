import { JsonNumber } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { jsonText } from './encode-json.js';

const wouldChange: unknown = expect.objectContaining({ code: 'VALUE_WOULD_CHANGE' });
const wrongType: unknown = expect.objectContaining({ code: 'VALUE_TYPE_WRONG' });

describe('jsonText', () => {
  it.each([
    [{ a: null, b: [1, 'x', true, {}] }, '{"a":null,"b":[1,"x",true,{}]}'],
    [{ a: 1, left: undefined, deep: { out: undefined } }, '{"a":1,"deep":{}}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [[{ at: new Date(0) }], '[{"at":"1970-01-01T00:00:00.000Z"}]'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [{ toJSON: () => 'own' }, '"own"'],
    [{ toJSON: 5 }, '{"toJSON":5}'],
    [{ toJSON: new JsonNumber('1.50') }, '{"toJSON":1.50}'],
    ['text', '"text"'],
    [null, 'null'],
  ])('writes %o', (value, text) => {
    expect(jsonText(value)).toBe(text);
  });

  it.each([
    [[undefined]],
    [{ a: [1, undefined] }],
    [new Array(1)],
    [[() => 1]],
    [{ a: { b: () => 1 } }],
    [{ a: Symbol('canary') }],
    [[Symbol('canary')]],
    [() => 1],
    [Symbol('canary')],
    [{ a: 1n }],
    [{ toJSON: () => undefined }],
  ])('refuses %o, part of which JSON cannot represent', (value) => {
    expect(() => jsonText(value)).toThrow(wrongType);
  });

  it('refuses a circular reference', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => jsonText(circle)).toThrow(wrongType);
  });

  it.each([
    [Number.NaN],
    [{ at: new Date(Number.NaN) }],
    [[1, Number.POSITIVE_INFINITY]],
    [{ a: { toJSON: 5, b: Number.NaN } }],
    [{ a: new Map([['b', 1]]) }],
    [[new Set([1])]],
  ])('refuses %o, which JSON would change', (value) => {
    expect(() => jsonText(value)).toThrow(wouldChange);
  });
});
