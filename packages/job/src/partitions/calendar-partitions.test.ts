import { describe, expect, it } from 'vitest';
import { days } from './days.js';
import { months } from './months.js';

const now = new Date('2026-03-10T12:00:00Z');

describe('partitions by months', () => {
  const partitions = months({ from: '2025-11' });

  it('end with the last complete month', () => {
    expect(partitions.keys({ now })).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(partitions.latest(now)).toBe('2026-02');
    expect(partitions.present(now)).toBe('2026-03');
    expect(months({ from: '2026-03' }).keys({ now })).toEqual([]);
    expect(months({ from: '2026-03' }).latest(now)).toBeNull();
    expect(months({ from: '2026-04' }).present(now)).toBeNull();
  });

  it('return a range with both ends, and the present month where it is named', () => {
    expect(partitions.keys({ from: '2025-12', to: '2026-01', now })).toEqual([
      '2025-12',
      '2026-01',
    ]);
    expect(partitions.keys({ from: '2026-02', to: '2026-03', now })).toEqual([
      '2026-02',
      '2026-03',
    ]);
    expect(partitions.keys({ from: '2026-03', now })).toEqual([]);
  });

  it.each([
    ['2026-13', 'a month is written as 2026-01, and the nearest one is 2026-03'],
    ['202512', 'a month is written as 2026-01, and the nearest one is 2025-12'],
    ['2026-1', 'a month is written as 2026-01, and the nearest one is 2026-01'],
    ['2026-02-28', 'a month is written as 2026-01, and the nearest one is 2026-02'],
    ['2019/04', 'a month is written as 2026-01, and the nearest one is 2025-11'],
    ['spring', 'a month is written as 2026-01'],
    ['', 'a month is written as 2026-01'],
    ['2025-10', 'the first one is 2025-11'],
    ['2026-04', 'that month has not begun, and the present one is 2026-03'],
  ])('refuse %j with the nearest one', (key, problem) => {
    expect(partitions.problemOf(key, now)).toBe(problem);
    expect(() => partitions.keys({ from: key, now })).toThrow(
      `There is no partition "${key}": ${problem}.`,
    );
  });

  it('refuse a reversed range, and a first month that is none', () => {
    expect(() => partitions.keys({ from: '2026-01', to: '2025-12', now })).toThrow(
      'Partition 2026-01 comes after 2025-12',
    );
    for (const from of ['2026-1', '2026-00', '2026', '', '2026-01-01']) {
      expect(() => months({ from })).toThrow('its from must be a month such as 2026-01');
    }
  });
});

describe('partitions by days', () => {
  const partitions = days({ from: '2024-02-28' });

  it('know leap days, and the ends of months and years', () => {
    expect(partitions.keys({ to: '2024-03-01', now })).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(partitions.keys({ from: '2024-12-31', to: '2025-01-01', now })).toHaveLength(2);
    expect(days({ from: '2016-03-10' }).keys({ now })).toHaveLength(3_652);
  });

  it.each([
    ['2025-02-29', 'the nearest one is 2025-02-28'],
    ['20260115', 'the nearest one is 2026-01-15'],
    ['2026-01', 'the nearest one is 2026-01-01'],
    ['2026-3-99', 'the nearest one is 2026-03-10'],
    ['2026-03-11', 'that day has not begun, and the present one is 2026-03-10'],
  ])('refuse %s with the nearest one', (key, problem) => {
    expect(partitions.problemOf(key, now)).toContain(problem);
  });

  it('end at midnight of the time zone, also where the clock changes', () => {
    const latest = (timezone: string, time: string): string | null =>
      days({ from: '2026-01-01', timezone }).latest(new Date(time));
    expect(latest('UTC', '2026-03-10T23:59:59Z')).toBe('2026-03-09');
    expect(latest('Asia/Shanghai', '2026-03-10T15:59:59Z')).toBe('2026-03-09');
    expect(latest('Asia/Shanghai', '2026-03-10T16:00:00Z')).toBe('2026-03-10');
    expect(latest('America/New_York', '2026-03-08T03:59:59Z')).toBe('2026-03-06');
    expect(latest('America/New_York', '2026-03-09T04:00:00Z')).toBe('2026-03-08');
  });

  it('refuse a declaration without options', () => {
    const declare = days as () => unknown;
    expect(() => declare()).toThrow('its from must be a day such as 2026-01-31.');
  });

  it('refuse a time zone that does not exist, and list every problem', () => {
    expect(() => days({ from: '2026-02-30', timezone: 'Asia/Peking' })).toThrow(
      'The partitions days() of a job are invalid: its from must be a day such as 2026-01-31; its time zone Asia/Peking does not exist; one is Asia/Shanghai.',
    );
  });
});
