import { describe, expect, it } from 'vitest';
import type { TargetColumn } from '../catalog/target.js';
import { KeyOrder } from './key-order.js';

const column = (baseType: string, model: unknown = null, more: object = {}): TargetColumn => {
  const castName = `pg_catalog.${baseType}`;
  const plain = { castName, modifier: -1, equality: null, isDeterministic: true };
  return { property: baseType, column: { baseType, ...plain, ...more }, model } as TargetColumn;
};

function isAscending(types: readonly string[], rows: readonly (readonly unknown[])[]): boolean {
  const columns = [column('text'), ...types.map((type) => column(type))];
  const order = new KeyOrder(columns, columns.slice(1));
  for (const row of rows) order.note(['text', ...row]);
  return order.isAscending;
}

describe('KeyOrder', () => {
  it.each([
    ['numbers', [[-2], [0], [7]]],
    ['texts and bigints', [['-10'], ['9'], [10n], ['0011']]],
    ['no row', []],
  ])('reports %s as ascending', (_, rows) => {
    expect(isAscending(['int4'], rows)).toBe(true);
  });

  it.each([
    ['the same key twice', [[1], [1]]],
    ['the same key, written in two ways', [['7'], ['007']]],
    ['a smaller key', [[1], [3], [2], [4]]],
    ['a key beyond 2^53', [['9007199254740992'], ['9007199254740993']]],
    ['a key that is not a plain number', [[' 1'], [2]]],
    ['an empty key', [[''], [2]]],
    ['a missing key', [[undefined], [2]]],
  ])('does not report %s as ascending', (_, rows) => {
    expect(isAscending(['int8'], rows)).toBe(false);
  });

  it('compares keys of several columns from the first on', () => {
    expect(
      isAscending(
        ['int4', 'int2'],
        [
          [1, 5],
          [2, 1],
          [2, 2],
        ],
      ),
    ).toBe(true);
    expect(
      isAscending(
        ['int4', 'int2'],
        [
          [1, 5],
          [2, 1],
          [2, 1],
        ],
      ),
    ).toBe(false);
    expect(
      isAscending(
        ['int4', 'int2'],
        [
          [2, 5],
          [1, 9],
        ],
      ),
    ).toBe(false);
  });

  it.each([
    ['texts in the order of their bytes', [['A'], ['B'], ['a'], ['a-1'], ['a1'], ['a10'], ['a2']]],
    ['the empty text, which is the first', [[''], [' ']]],
  ])('reports %s as ascending', (_, rows) => {
    expect(isAscending(['text'], rows)).toBe(true);
    expect(isAscending(['varchar'], rows)).toBe(true);
  });

  it.each([
    ['the same text twice', [['a'], ['a']]],
    ['texts in the order of a language', [['a'], ['B']]],
    ['texts in the order of their numbers', [['id-9'], ['id-10']]],
    ['characters beyond ASCII', [['a'], ['é']]],
    ['the same character beyond ASCII first', [['é'], ['é1']]],
    ['null', [['a'], [null]]],
  ])('does not report %s as ascending', (_, rows) => {
    expect(isAscending(['text'], rows)).toBe(false);
  });

  it('compares numbers after the same texts, and reads the parts after a larger one', () => {
    expect(
      isAscending(
        ['text', 'int4'],
        [
          ['a', 9],
          ['a', 10],
          ['b', 1],
        ],
      ),
    ).toBe(true);
    expect(
      isAscending(
        ['text', 'int4'],
        [
          ['a', 9],
          ['a', 9],
        ],
      ),
    ).toBe(false);
    expect(
      isAscending(
        ['text', 'text'],
        [
          ['a', 'x'],
          ['b', 'é'],
          ['b', 'z'],
        ],
      ),
    ).toBe(false);
  });

  it.each([
    [
      'a collation under which different texts may be equal',
      column('text', null, { isDeterministic: false }),
    ],
    ['an equality of its own', column('text', null, { equality: 'operator(public.=)' })],
    ['a type of a user with that name', column('text', null, { castName: 'own.text' })],
    ['a length, to which blanks are cut', column('varchar', null, { modifier: 9 })],
    ['blanks that do not count', column('bpchar')],
    ['a model that changes texts', column('text', { mapToDriverValue: String })],
  ])('reports nothing for texts with %s', (_, key) => {
    const order = new KeyOrder([key], [key]);
    order.note(['a']);
    order.note(['b']);
    expect(order.isAscending).toBe(false);
  });

  it('reports nothing for types whose order is decided by the server or drizzle', () => {
    expect(isAscending(['text'], [[1], [2]])).toBe(false);
    expect(isAscending(['numeric'], [[1], [2]])).toBe(false);
    const custom = column('int4', { columnType: 'PgCustomColumn' });
    expect(new KeyOrder([custom], [custom]).isAscending).toBe(false);
    expect(new KeyOrder([], []).isAscending).toBe(false);
  });
});
