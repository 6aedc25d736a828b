import { describe, expect, it } from 'vitest';
import { cellsIn, findCell } from './held-values.js';

describe('cellsIn', () => {
  it('finds the text of every cell, however deep', () => {
    const value = {
      text: ' a ',
      list: [1, 2n],
      map: new Map([['key', { inner: 'b' }]]),
      set: new Set(['c']),
      flag: true,
      nothing: null,
      expression: /x/,
    };
    expect(cellsIn(value)).toEqual(['a', '1', '2', 'key', 'b', 'c', '/x/']);
  });

  it('finds a date in the forms in which it may be written', () => {
    const date = new Date(0);
    expect(cellsIn(date)).toEqual([String(date), '1970-01-01T00:00:00.000Z', '0']);
    expect(cellsIn(new Date(NaN))).toEqual(['Invalid Date']);
  });

  it('terminates for a value that contains itself', () => {
    const value: Record<string, unknown> = { a: 'x' };
    value['self'] = value;
    expect(cellsIn(value)).toEqual(['x']);
  });

  it.each([[undefined], [null], [true], [() => 1]])('finds nothing in %o', (value) => {
    expect(cellsIn(value)).toEqual([]);
  });
});

describe('findCell', () => {
  it.each([
    ['must not be ab', 'ab', 12],
    ['ab is too short', 'ab', 0],
    ['"ab" is too short', 'ab', 1],
    ['cab, but ab', 'ab', 9],
    ['item-secrets are out', 'secret', 5],
    ['not "a\\"bcd"', 'a"bcd', 5],
  ])('finds in "%s" the cell %s', (text, cell, at) => {
    expect(findCell(text, cell)).toBe(at);
  });

  it.each([
    ['must not be about', 'ab'],
    ['a cab', 'ab'],
    ['ab_c', 'ab'],
    ['éab', 'ab'],
    ['7ab', 'ab'],
    ['anything', ''],
    ['must be short', 'secret'],
  ])('does not find in "%s" the cell %s', (text, cell) => {
    expect(findCell(text, cell)).toBe(-1);
  });
});
