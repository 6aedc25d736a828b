import { expect, it } from 'vitest';
import { copyPositionOf } from './copy-position.js';

const target = { table: 'strikes', columns: ['id', 'id: x', 'flight date', 'cost'] };

it.each([
  ['COPY strikes, line 50001, column id: "x, line 7, column cost: y"', 50_001, 'id'],
  ['COPY strikes, line 2, column cost: null input', 2, 'cost'],
  ['COPY strikes, line 2, column flight date: "today"', 2, 'flight date'],
  ['COPY strikes, line 3: "1\t2\tcolumn id: x"', 3, null],
  ['COPY strikes, line 4', 4, null],
  ['COPY strikes, Zeile 5, Spalte cost: »x«', 5, 'cost'],
  ['PL/pgSQL function f() line 9 at RAISE\nCOPY strikes, line 6: "a"', 6, null],
])('the position in %j is line %s, column %s', (where, line, column) => {
  expect(copyPositionOf(where, target)).toEqual({ line, column });
});

it('a table name with digits is not taken for the line', () => {
  const numbered = { table: 'x 2024, y', columns: ['id'] };
  expect(copyPositionOf('COPY x 2024, y, line 8, column id: "a"', numbered)).toEqual({
    line: 8,
    column: 'id',
  });
});

it('a context of something else has no position', () => {
  expect(copyPositionOf('SQL statement "SELECT 1"', target)).toBeNull();
});
