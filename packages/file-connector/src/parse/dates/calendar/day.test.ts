import { expect, test } from 'vitest';
import { dayAfterEpoch, daysOf, isDay, weekdayOf } from './day.js';

const first = -719_162;
const last = 2_932_896;

test('each day of the years 1 to 9999 is counted as by Date', () => {
  for (let days = first; days <= last; days += 1) {
    const { year, month, day } = dayAfterEpoch(days);
    if (daysOf({ year, month, day }) !== days) expect.fail(`${days} is not counted back`);
    if (days % 499 !== 0) continue;
    const date = new Date(days * 86_400_000);
    const expected = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    expect([year, month, day, weekdayOf(days) % 7]).toEqual([...expected, date.getUTCDay()]);
    expect(isDay(year, month, day)).toBe(true);
  }
});

test.each([
  [2023, 2, 29],
  [1900, 2, 29],
  [2025, 4, 31],
  [2025, 0, 1],
  [2025, 13, 1],
  [2025, 1, 0],
  [0, 1, 1],
  [10_000, 1, 1],
])('%i-%i-%i is no day', (year, month, day) => {
  expect(isDay(year, month, day)).toBe(false);
});
