import { expect, it } from 'vitest';
import { compareSegments, fileNameOf, segmentNameOf } from './segment-name.js';

const segment = {
  feed: 'binance-trades_2',
  startedAt: new Date('2026-03-10T12:00:00.123Z'),
  number: 42,
};

it('names a segment by feed, time and number, and reads the name again', () => {
  const name = fileNameOf(segment);
  expect(name).toBe('binance-trades_2-20260310T120000123Z-000042.jsonl');
  expect(segmentNameOf(name)).toEqual(segment);
});

it('reads the name of a number with more digits', () => {
  const name = fileNameOf({ ...segment, number: 1_234_567 });
  expect(segmentNameOf(name)?.number).toBe(1_234_567);
});

it.each([
  'notes.txt',
  'trades.jsonl',
  'x-20260310T120000Z-000042.jsonl',
  'x-20261399T120000123Z-000042.jsonl',
  'x-20260310T120000123Z-000042.jsonl.part',
])('is not the name of a segment: %s', (name) => {
  expect(segmentNameOf(name)).toBeNull();
});

it('orders by time, then by number, whatever the number of digits', () => {
  const later = { ...segment, startedAt: new Date('2026-03-10T12:00:01Z'), number: 1 };
  const next = { ...segment, number: 1_000_000 };
  expect([later, next, segment].toSorted(compareSegments)).toEqual([segment, next, later]);
});
