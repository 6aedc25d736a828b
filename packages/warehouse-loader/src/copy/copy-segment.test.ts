import { expect, it } from 'vitest';
import { CopySegment } from './copy-segment.js';

const batch = (rowNumbers: readonly (number | null)[]) => ({
  rows: rowNumbers.map(() => ({})),
  rowNumbers,
  lineNumbers: rowNumbers.map((rowNumber) => (rowNumber === null ? null : rowNumber + 1)),
  rejected: [],
});

it('a line of COPY is traced to its record across batches', () => {
  const segment = new CopySegment();
  segment.add(batch([1, 2]));
  segment.add(batch([5, null, 9]));
  expect(segment.rows).toBe(5);
  expect([1, 2, 3, 4, 5].map((line) => segment.originOf(line)?.rowNumber)).toEqual([
    1,
    2,
    5,
    null,
    9,
  ]);
  expect(segment.originOf(5)).toEqual({ rowNumber: 9, lineNumber: 10 });
  expect(segment.originOf(6)).toBeNull();
});

it('the records of a statement are identified by the first and the last, if these have numbers', () => {
  const segment = new CopySegment();
  expect(segment.records).toBeNull();
  segment.add(batch([3, 4]));
  segment.add(batch([5, null, 9]));
  expect(segment.records).toEqual({ first: 3, last: 9 });
  segment.add(batch([null]));
  expect(segment.records).toBeNull();
});

it('rows that were not written are not among the records of a statement', () => {
  const segment = new CopySegment();
  segment.add(batch([1, 2, 3]));
  segment.dropLast(1);
  expect(segment.records).toEqual({ first: 1, last: 2 });
  segment.add(batch([3, 4]));
  segment.dropLast(2);
  expect(segment.records).toEqual({ first: 1, last: 2 });
  expect(segment.originOf(3)).toBeNull();
  segment.dropLast(2);
  expect(segment.records).toBeNull();
});
