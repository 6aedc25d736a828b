import { expect, test } from 'vitest';
import { CellHash } from './cell-hash.js';
import { DistinctHashes } from './distinct-hashes.js';
import { HashBudget } from './hash-budget.js';

const hash = new CellHash();

function counted(cells: Iterable<string>, budget = 1_000_000): DistinctHashes {
  const hashes = new DistinctHashes(new HashBudget(budget));
  for (const cell of cells) {
    hash.set(cell);
    hashes.add(hash.lower, hash.upper);
  }
  return hashes;
}

function* numbered(count: number, distinct = count): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `cell ${index % distinct}`;
}

test.each([0, 1, 63, 64, 65, 1024, 300_000])('counts %i different values exactly', (count) => {
  const hashes = counted(numbered(count));
  expect(hashes.count()).toEqual({ count, isExact: true });
  expect(hashes.isUnique).toBe(true);
});

test.each([1, 1000, 60_000])('counts %i repeated values exactly', (distinct) => {
  const hashes = counted(numbered(150_000, distinct));
  expect(hashes.count()).toEqual({ count: distinct, isExact: true });
  expect(hashes.isUnique).toBe(false);
});

test('finds the one value that is repeated last', () => {
  const hashes = counted([...numbered(200_000), 'cell 0']);
  expect(hashes.isUnique).toBe(false);
  expect(hashes.count().count).toBe(200_000);
});

test('estimates many repeated values within 2 %', () => {
  const { count, isExact } = counted(numbered(400_000, 200_000)).count();
  expect(isExact).toBe(false);
  expect(Math.abs(count - 200_000)).toBeLessThan(4000);
});

test('does not know whether values repeat without room for their hashes', () => {
  const hashes = counted(numbered(100_000), 1000);
  expect(hashes.isUnique).toBeNull();
  const { count, isExact } = hashes.count();
  expect(isExact).toBe(false);
  expect(Math.abs(count - 100_000)).toBeLessThan(15_000);
});

test('returns the room of a column whose values repeat to the others', () => {
  const budget = new HashBudget(600_000);
  const first = new DistinctHashes(budget);
  for (const cell of [...numbered(200_000), ...numbered(400_000)]) {
    hash.set(cell);
    first.add(hash.lower, hash.upper);
  }
  expect(first.isUnique).toBe(false);
  expect(budget.take(460_000)).toBe(true);
});
