import { type RowBatch, silentLogger } from '@wdh/pipeline-core';
import { batchOf, createRecordingLogger, rejectedRowOf } from '@wdh/pipeline-core/testing';
import { expect, it } from 'vitest';
import { SourceRecords } from './source-records.js';

const recordOf = (number: number) => ({ Id: String(number) });

/** A source of 30 records in batches of 10, which counts how often it was opened and read. */
function countedSource() {
  const source = {
    opened: 0,
    batchesRead: 0,
    async *records(): AsyncGenerator<RowBatch<object>> {
      source.opened += 1;
      for (const first of [1, 11, 21]) {
        source.batchesRead += 1;
        const rows = Array.from({ length: 10 }, (_, index) => recordOf(first + index));
        yield await Promise.resolve(batchOf(rows, { firstRowNumber: first }));
      }
    },
  };
  return source;
}

const refused = (rowNumber: number | null) => rejectedRowOf({ rowNumber, record: null });
const recordsOf = async (records: SourceRecords, numbers: readonly (number | null)[]) =>
  (await records.complete(numbers.map(refused))).map(({ record }) => record);

it('finds records in one pass across calls', async () => {
  const bound = countedSource();
  const records = new SourceRecords({ bound, signal: undefined, logger: silentLogger });

  expect(await recordsOf(records, [9, 2])).toEqual([recordOf(9), recordOf(2)]);
  expect(bound.batchesRead).toBe(1);
  expect(await recordsOf(records, [10, 21])).toEqual([recordOf(10), recordOf(21)]);
  expect(await recordsOf(records, [25])).toEqual([recordOf(25)]);
  expect(bound).toMatchObject({ opened: 1, batchesRead: 3 });
});

it('starts again for a record before those that were read', async () => {
  const bound = countedSource();
  const records = new SourceRecords({ bound, signal: undefined, logger: silentLogger });

  expect(await recordsOf(records, [30])).toEqual([recordOf(30)]);
  expect(await recordsOf(records, [1])).toEqual([recordOf(1)]);
  expect(bound.opened).toBe(2);
});

it('does not change rows that have a record, and rows that a step created', async () => {
  const bound = countedSource();
  const records = new SourceRecords({ bound, signal: undefined, logger: silentLogger });
  const known = rejectedRowOf({ rowNumber: 3, record: { Id: 'three' } });
  const isInput = rejectedRowOf({ rowNumber: 4 });

  expect(await records.complete([known, isInput, refused(null)])).toEqual([
    known,
    isInput,
    refused(null),
  ]);
  expect(bound.opened).toBe(0);
});

it('leaves records unknown if the source cannot be read twice, and tries once', async () => {
  const logger = createRecordingLogger();
  let tried = 0;
  const bound = {
    records: () => {
      tried += 1;
      throw new TypeError('read twice');
    },
  };
  const records = new SourceRecords({ bound, signal: undefined, logger });

  expect(await recordsOf(records, [1])).toEqual([null]);
  expect(await recordsOf(records, [2])).toEqual([null]);
  expect(tried).toBe(1);
  expect(logger.events.map(({ event }) => event)).toEqual(['database.load.records_unknown']);
});

it('leaves a record unknown that the source no longer has, and warns once', async () => {
  const logger = createRecordingLogger();
  const records = new SourceRecords({ bound: countedSource(), signal: undefined, logger });

  expect(await recordsOf(records, [31, 30])).toEqual([null, recordOf(30)]);
  expect(await recordsOf(records, [7])).toEqual([recordOf(7)]);
  expect(await recordsOf(records, [32])).toEqual([null]);
  expect(logger.events).toMatchObject([
    { event: 'database.load.records_unknown', context: { reason: 'NotFound' } },
  ]);
});

it('throws the reason of the signal instead of leaving the records unknown', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  const bound = {
    records: () => {
      throw stop.signal.reason;
    },
  };
  const records = new SourceRecords({ bound, signal: stop.signal, logger: silentLogger });

  await expect(recordsOf(records, [1])).rejects.toThrow('stopped');
});
