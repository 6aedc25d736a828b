import { expect, test } from 'vitest';
import { LocalTimes, utcOf } from './local-times.js';

const minute = 60_000;

/** Zones, with a year and the local times at which a change of their clocks begins and ends. */
test.each([
  ['America/New_York', utcOf(2025, 3, 9, 2), 60],
  ['America/New_York', utcOf(2025, 11, 2, 1), 60],
  ['Europe/Berlin', utcOf(2025, 3, 30, 2), 60],
  ['Australia/Lord_Howe', utcOf(2025, 4, 6, 1, 30), 30],
  ['America/Sao_Paulo', utcOf(2018, 11, 4), 60],
  ['Africa/Casablanca', utcOf(2025, 2, 23, 2), 60],
  ['Pacific/Apia', utcOf(2011, 12, 30), 1_440],
])('in %s the clocks change once', (zone, from, minutes) => {
  const times = new LocalTimes(zone);
  const to = from + minutes * minute;
  expect([from - 1, from, to - 1, to].map((local) => times.isDoubtful(local))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a zone without changes has no ambiguous time', () => {
  const times = new LocalTimes('Asia/Tokyo');
  const hours = Array.from({ length: 8_760 }, (_, hour) => utcOf(2025, 1, 1, hour));
  expect(hours.filter((local) => times.isDoubtful(local))).toEqual([]);
});

test('an unknown zone is an error', () => {
  expect(() => new LocalTimes('Nowhere/At_All')).toThrow(RangeError);
});
