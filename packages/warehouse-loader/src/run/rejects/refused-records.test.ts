import { silentLogger } from '@wdh/pipeline-core';
import { batchOf, rejectedRowOf } from '@wdh/pipeline-core/testing';
import { expect, it } from 'vitest';
import { RefusedRecords } from './refused-records.js';

const count = 10_001;

/** Looks up records of a source that counts how often it is read. */
function refusedRecords() {
  const source = { readings: 0 };
  const bound = {
    async *records() {
      source.readings += 1;
      for (let first = 1; first <= count; first += 1_000) {
        const rows = Array.from({ length: 1_000 }, (_, index) => ({ Id: first + index }));
        yield await Promise.resolve(batchOf(rows, { firstRowNumber: first }));
      }
    },
  };
  return {
    source,
    records: new RefusedRecords({ bound, signal: undefined, logger: silentLogger }),
  };
}

const refused = (rowNumber: number | null, input: object = {}) =>
  rejectedRowOf({ rowNumber, record: null, input });

it('completes rows at once that come in the order of the source', async () => {
  const { source, records } = refusedRecords();
  expect(await records.complete([refused(3), refused(1)])).toMatchObject([
    { record: { Id: 3 } },
    { record: { Id: 1 } },
  ]);
  expect(await records.complete([refused(null), refused(4)])).toHaveLength(2);
  expect(await records.completeHeld()).toEqual([]);
  expect(source.readings).toBe(1);
});

it('returns rows at once whose records are known', async () => {
  const { records } = refusedRecords();
  await records.complete([refused(9)]);
  const known = rejectedRowOf({ rowNumber: 2, record: { Id: 'two' } });
  expect(await records.complete([known])).toEqual([known]);
});

it('holds rows before those that it completed, and completes 10,000 in one reading', async () => {
  const { source, records } = refusedRecords();
  await records.complete([refused(count)]);
  for (let number = count - 1; number > 1; number--) {
    expect(await records.complete([refused(number)])).toEqual([]);
  }
  const completed = await records.complete([refused(1)]);
  expect(completed).toHaveLength(10_000);
  expect(
    completed.every(({ rowNumber, record }) => (record as { Id: number }).Id === rowNumber),
  ).toBe(true);
  expect(source.readings).toBe(2);
  expect(await records.complete([refused(7)])).toEqual([]);
  expect(await records.completeHeld()).toMatchObject([{ rowNumber: 7, record: { Id: 7 } }]);
});

it('holds no more than 16 MiB of texts', async () => {
  const { records } = refusedRecords();
  await records.complete([refused(9)]);
  const text = 'x'.repeat(6 * 1024 * 1024);
  const lengths: number[] = [];
  for (const number of [3, 2, 1]) {
    lengths.push((await records.complete([refused(number, { text, id: number })])).length);
  }
  expect(lengths).toEqual([0, 0, 3]);
});

it('returns rows that are held without their records', async () => {
  const { source, records } = refusedRecords();
  await records.complete([refused(9)]);
  await records.complete([refused(2)]);
  expect(records.release()).toEqual([refused(2)]);
  expect(records.release()).toEqual([]);
  expect(source.readings).toBe(1);
});
