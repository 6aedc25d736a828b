import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameColumns } from './name-columns.js';

const number = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;

describe('nameColumns', () => {
  it.each([
    [
      ['a', 'a', 'a'],
      ['a', 'a_2', 'a_3'],
    ],
    [
      ['a', 'a_2', 'a'],
      ['a', 'a_2', 'a_3'],
    ],
    [
      ['a', 'a', 'a_2', 'a_2'],
      ['a', 'a_3', 'a_2', 'a_2_2'],
    ],
    [
      ['a', '', ''],
      ['a', 'column_2', 'column_3'],
    ],
    [
      ['column_2', '', 'column_2'],
      ['column_2', 'column_2_3', 'column_2_2'],
    ],
  ])('names the columns %j %j', (names, expected) => {
    expect(nameColumns(names, number)).toEqual(expected);
  });

  it('leaves to the header what no rule is given for', () => {
    expect(nameColumns(['a', '', 'a'], { ...number, duplicateHeaders: 'error' })).toEqual([
      'a',
      'column_2',
      'a',
    ]);
    expect(nameColumns(['a', '', 'a'], { ...number, emptyHeaders: 'error' })).toEqual([
      'a',
      '',
      'a_2',
    ]);
  });

  it('gives each column a name of its own, and keeps each name where it occurs first', () => {
    const name = fc.constantFrom('', 'a', 'a_2', 'a_3', 'a_2_2', 'column_1', 'column_2', 'b');
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const unique = nameColumns(names, number);
        expect(new Set(unique).size).toBe(names.length);
        expect(unique).not.toContain('');
        const firsts = [...names.keys()].filter(
          (index) => names[index] !== '' && names.indexOf(names[index] ?? '') === index,
        );
        expect(firsts.map((index) => unique[index])).toEqual(firsts.map((index) => names[index]));
      }),
    );
  });

  it('numbers a hundred thousand equal names in linear time', () => {
    const names = Array.from({ length: 100_000 }, () => 'a');
    const started = performance.now();
    expect(nameColumns(names, number).at(-1)).toBe('a_100000');
    // In quadratic time, this takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
