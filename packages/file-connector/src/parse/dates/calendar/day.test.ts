import { expect, test } from 'vitest';
import { dayAfterEpoch, daysOf, isDay, weekdayOf } from './day.js';

const first = -719_162;
const last = 2_932_896;

test('each day of the years 1 to 9999 is counted back', () => {
  let wrong = 0;
  for (let days = first; days <= last; days += 1) {
    const day = dayAfterEpoch(days);
    if (daysOf(day) !== days || !isDay(day.year, day.month, day.day)) wrong += 1;
  }
  expect(wrong).toBe(0);
});

test('a day and its weekday are those of Date', () => {
  const days = Array.from({ length: 7320 }, (_, index) => first + index * 499);
  expect(days.map((day) => [dayAfterEpoch(day), weekdayOf(day) % 7])).toEqual(
    days.map((day) => {
      const date = new Date(day * 86_400_000);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
      return [{ year, month, day: date.getUTCDate() }, date.getUTCDay()];
    }),
  );
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
