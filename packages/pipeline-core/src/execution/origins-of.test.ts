import { describe, expect, it } from 'vitest';
import { batchOf } from '../testing/index.js';
import { originsOf } from './origins-of.js';

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const batch = batchOf([a, b, c], { firstRowNumber: 1, firstLineNumber: 11 });

describe('originsOf', () => {
  it.each([
    ['the same array', batch.rows, [1, 2, 3]],
    ['a copy', [a, b, c], [1, 2, 3]],
    ['a part in order', [a, c], [1, 3]],
    ['another order', [c, a, b], [3, 1, 2]],
    ['a row twice', [a, a, b], [1, 1, 2]],
    ['a new row among them', [a, { id: 'b' }, c], [1, null, 3]],
    ['a new row at the end', [a, b, c, { id: 'd' }], [1, 2, 3, null]],
    ['nothing', [], []],
  ])('finds the numbers of %s', (_, rows, rowNumbers) => {
    expect(originsOf(rows, batch)).toMatchObject({
      rowNumbers,
      lineNumbers: rowNumbers.map((number) => (number === null ? null : number + 10)),
    });
  });

  it('keeps the source records of the same objects, and has none for new ones', () => {
    const records = [{ raw: 'a' }, { raw: 'b' }, null];
    expect(originsOf([c, { id: 'd' }, a], { ...batch, records }).records).toEqual([
      null,
      null,
      { raw: 'a' },
    ]);
  });

  it('searches no further where a step returns its input', () => {
    expect(originsOf(batch.rows, batch).rowNumbers).toBe(batch.rowNumbers);
  });

  it.each([
    ['all of them', [a, b, a], [1, 2, 3]],
    ['a part of them', [a, a], [1, 3]],
    ['the later one', [b, a], [2, 3]],
  ])('distinguishes two occurrences of one object: %s', (_, rows, rowNumbers) => {
    expect(originsOf(rows, batchOf([a, b, a]))).toMatchObject({ rowNumbers });
  });

  it('distinguishes rows without numbers from rows with numbers', () => {
    const mixed = { ...batch, rowNumbers: [1, null, 3], lineNumbers: [null, null, 13] };
    expect(originsOf([c, b, a], mixed)).toEqual({
      rowNumbers: [3, null, 1],
      lineNumbers: [13, null, null],
      records: [c, b, a],
    });
  });
});
