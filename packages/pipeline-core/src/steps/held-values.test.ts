import { describe, expect, it } from 'vitest';
import { cellsIn, holdsCell } from './held-values.js';

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

  it('finds a date in both forms in which it may be written', () => {
    const date = new Date(0);
    expect(cellsIn(date)).toEqual([String(date), '1970-01-01T00:00:00.000Z']);
    expect(cellsIn(new Date(NaN))).toEqual(['Invalid Date', '']);
  });

  it('ends with a value that holds itself', () => {
    const value: Record<string, unknown> = { a: 'x' };
    value['self'] = value;
    expect(cellsIn(value)).toEqual(['x']);
  });

  it.each([[undefined], [null], [true], [() => 1]])('finds nothing in %o', (value) => {
    expect(cellsIn(value)).toEqual([]);
  });
});

describe('holdsCell', () => {
  it.each([
    ['must not be ab', 'ab'],
    ['ab is too short', 'ab'],
    ['"ab" is too short', 'ab'],
    ['cab, but ab', 'ab'],
    ['item-secrets are out', 'secret'],
    ['not "a\\"bcd"', 'a"bcd'],
  ])('finds in "%s" the cell %s', (text, cell) => {
    expect(holdsCell(text, cell)).toBe(true);
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
    expect(holdsCell(text, cell)).toBe(false);
  });
});
