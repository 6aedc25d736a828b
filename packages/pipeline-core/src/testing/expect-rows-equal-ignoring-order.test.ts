import { describe, expect, it } from 'vitest';
import { expectRowsEqualIgnoringOrder } from './expect-rows-equal-ignoring-order.js';

/** The message of the error thrown; empty where nothing is thrown. */
function messageOf(actual: readonly object[], expected: readonly object[]): string {
  try {
    expectRowsEqualIgnoringOrder(actual, expected);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

class Money {
  readonly amount: number;
  constructor(amount: number) {
    this.amount = amount;
  }
}
const looped: Record<string, unknown> = { id: 1 };
looped['self'] = looped;

describe('expectRowsEqualIgnoringOrder', () => {
  it('accepts the same rows in another order, and fields in another order', () => {
    expect(messageOf([{ a: 1, b: 2 }, { a: 3 }], [{ a: 3 }, { b: 2, a: 1 }])).toBe('');
    expect(messageOf([], [])).toBe('');
  });

  it('lists the missing and the unexpected rows', () => {
    expect(messageOf([{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 3 }])).toBe(
      'Expected the same 2 rows in any order, got 2.\nMissing:\n  {"id": 3}\nUnexpected:\n  {"id": 1}',
    );
  });

  it('counts how often a row occurs', () => {
    expect(messageOf([{ id: 1 }], [{ id: 1 }, { id: 1 }])).toBe(
      'Expected the same 2 rows in any order, got 1.\nMissing:\n  {"id": 1}',
    );
    expect(messageOf([{ id: 1 }, { id: 1 }, { id: 1 }], [{ id: 1 }])).toBe(
      'Expected the same 1 rows in any order, got 3.\nUnexpected:\n  {"id": 1}\n  {"id": 1}',
    );
  });

  it('shows ten rows of each kind at most', () => {
    const many = Array.from({ length: 12 }, (_, id) => ({ id }));
    const message = messageOf(many, []);
    expect(message).toContain('{"id": 9}\n  and 2 more');
    expect(message).not.toContain('{"id": 10}');
    expect(messageOf(many.slice(0, 10), [])).not.toContain('more');
  });

  it.each([
    ['text and number', { a: '1' }, { a: 1 }],
    ['number and bigint', { a: 1 }, { a: 1n }],
    ['zero and minus zero', { a: 0 }, { a: -0 }],
    ['null and undefined', { a: null }, { a: undefined }],
    ['undefined and nothing', { a: undefined }, {}],
    ['text and a list of it', { a: 'x' }, { a: ['x'] }],
    ['a list and another order of it', { a: [1, 2] }, { a: [2, 1] }],
    ['two days', { a: new Date(0) }, { a: new Date(1) }],
    ['a day and its text', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }],
    ['a day and no day', { a: new Date(0) }, { a: new Date(NaN) }],
    ['two expressions', { a: /x/ }, { a: /x/i }],
    ['two sets', { a: new Set([1]) }, { a: new Set([2]) }],
    ['a set and a list', { a: new Set([1]) }, { a: [1] }],
    ['two maps', { a: new Map([[1, 2]]) }, { a: new Map([[1, 3]]) }],
    ['an object of a class and a plain one', { a: new Money(1) }, { a: { amount: 1 } }],
    ['NaN and null', { a: NaN }, { a: null }],
    ['text and a line of a row', { a: 'x", "b": "y' }, { a: 'x', b: 'y' }],
    ['two functions', { a: parseInt }, { a: parseFloat }],
  ])('distinguishes %s', (_, one, other) => {
    expect(messageOf([one], [other])).not.toBe('');
    expect(messageOf([one], [one])).toBe('');
  });

  it.each([
    ['days', new Date(5), new Date(5)],
    ['lists', [1, { b: 2 }], [1, { b: 2 }]],
    ['sets in another order', new Set([1, 2]), new Set([2, 1])],
    [
      'maps in another order',
      new Map([
        [1, 2],
        [3, 4],
      ]),
      new Map([
        [3, 4],
        [1, 2],
      ]),
    ],
    ['objects of a class', new Money(1), new Money(1)],
    [
      'objects without a prototype',
      Object.assign(Object.create(null), { b: 1 }) as object,
      { b: 1 },
    ],
  ])('treats equal %s as the same', (_, one, other) => {
    expect(messageOf([{ a: one }], [{ a: other }])).toBe('');
  });

  it('terminates for a row that contains itself, and shows a part twice that occurs twice', () => {
    const part = { x: 1 };
    expect(messageOf([looped], [])).toContain('{"id": 1, "self": (itself)}');
    expect(messageOf([{ a: part, b: part }], [])).toContain('{"a": {"x": 1}, "b": {"x": 1}}');
  });
});
