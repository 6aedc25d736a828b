import { expect, test } from 'vitest';
import { SequenceGaps } from './sequence-gaps.js';

test('the missing numbers between two messages of a key are a gap', () => {
  const gaps = new SequenceGaps(10);
  expect(gaps.note('BTCUSDT', 9007199254740993n)).toBeNull();
  expect(gaps.note('ETHUSDT', 1n)).toBeNull();
  expect(gaps.note('BTCUSDT', 9007199254740994n)).toBeNull();
  expect(gaps.note('BTCUSDT', 9007199254740998n)).toEqual({
    key: 'BTCUSDT',
    from: 9007199254740995n,
    to: 9007199254740997n,
    missing: 3n,
  });
  expect(gaps.note('ETHUSDT', 3n)).toEqual({ key: 'ETHUSDT', from: 2n, to: 2n, missing: 1n });
  expect(gaps.counts).toEqual({ keys: 2, gaps: 2, missing: 4, repeats: 0, unfollowed: 0 });
});

test('numbers of an overlap are repeats and no gap', () => {
  const gaps = new SequenceGaps(10);
  for (const number of [5n, 6n, 7n, 5n, 6n, 7n, 8n]) expect(gaps.note('A', number)).toBeNull();
  expect(gaps.counts).toMatchObject({ gaps: 0, repeats: 3 });
});

test('keys above the maximum are counted and not followed', () => {
  const gaps = new SequenceGaps(1);
  gaps.note('A', 1n);
  gaps.note('B', 1n);
  expect(gaps.note('B', 9n)).toBeNull();
  expect(gaps.note('A', 3n)).not.toBeNull();
  expect(gaps.counts).toMatchObject({ keys: 1, gaps: 1, unfollowed: 2 });
});

test('a sequence that starts again is followed after many numbers below the highest', () => {
  const gaps = new SequenceGaps(1);
  gaps.note('A', 1_000_000_000n);
  for (let number = 1n; number <= 100_000n; number += 1n) gaps.note('A', number);
  expect(gaps.note('A', 100_003n)).toMatchObject({ from: 100_001n, missing: 2n });
});
