import { expect, it } from 'vitest';
import { completeOptions } from '../csv-source-options.js';
import { type QueuedRecord, RecordQueue } from './record-queue.js';

const { dialect } = completeOptions({});
const malformed: QueuedRecord = { cells: null, isRepaired: false, isTorn: false };
const overlong: QueuedRecord = { cells: ['1', '2', ''], isRepaired: false, isTorn: false };

it('buffers an overlong record for 20 records, including malformed ones', () => {
  const queue = new RecordQueue(2, 0, dialect, ({ cells }: QueuedRecord) => cells?.join() ?? '');
  queue.push(overlong);
  for (let index = 0; index < 20; index += 1) {
    expect(queue.next()).toBeUndefined();
    queue.push(malformed);
  }
  expect(queue.next()).toEqual({
    item: overlong,
    surplus: { at: 2, count: 1 },
    expectedCells: null,
  });
  expect(queue.next()?.item).toBe(malformed);
});
