import fc from 'fast-check';
import { expect, it } from 'vitest';
import { originOfStaged, stagedNumbers } from './staged-numbers.js';

it('the numbers of a row are read as they were written', () => {
  const number = fc.option(fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), number, number, (at, rowNumber, lineNumber) => {
      const origin = { rowNumber, lineNumber };
      expect(originOfStaged(...stagedNumbers(at, origin))).toEqual(origin);
    }),
  );
});

it('numbers that follow from the position are omitted', () => {
  expect(stagedNumbers(7, { rowNumber: 7, lineNumber: 8 })).toEqual([7, null, null]);
  expect(stagedNumbers(7, { rowNumber: 9, lineNumber: 8 })).toEqual([7, 9, null]);
});
