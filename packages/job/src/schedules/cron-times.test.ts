import { zoneNamed } from '@wdh/file-connector';
import { describe, expect, it } from 'vitest';
import { type CronTimes, cronTimes } from './cron-times.js';
import { ScheduledTime } from './scheduled-time.js';

function timesIn(zone: string, cron: string): CronTimes & { show(time: Date): string } {
  const rules = zoneNamed(zone);
  if (rules === null) throw new Error(`no zone ${zone}`);
  return {
    ...cronTimes(cron, rules),
    show: (time) => new ScheduledTime(time, rules).toString(),
  };
}

function listNext(zone: string, cron: string, from: string, count: number): readonly string[] {
  const times = timesIn(zone, cron);
  const found: string[] = [];
  for (let time = new Date(from); found.length < count;) {
    time = times.nextAfter(time);
    found.push(times.show(time));
  }
  return found;
}

/** The same times, found backwards from the last of them. */
function listLast(zone: string, cron: string, last: string, count: number): readonly string[] {
  const times = timesIn(zone, cron);
  const found: string[] = [];
  for (let time = new Date(last); found.length < count; time = new Date(time.getTime() - 1)) {
    time = times.lastUntil(time);
    found.unshift(times.show(time));
  }
  return found;
}

describe('a time that the clocks skip fires that much later', () => {
  it.each([
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T03:30:00-04:00', '2026-03-09T02:30:00-04:00'],
    ],
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'America/Santiago',
      '0 0 * * *',
      '2026-09-05T12:00:00Z',
      ['2026-09-06T01:00:00-03:00', '2026-09-07T00:00:00-03:00'],
    ],
    [
      'Australia/Lord_Howe',
      '15 2 * * *',
      '2026-10-03T12:00:00Z',
      ['2026-10-04T02:45:00+11:00', '2026-10-05T02:15:00+11:00'],
    ],
    // A whole day was skipped.
    [
      'Pacific/Apia',
      '0 12 30 12 *',
      '2011-12-01T00:00:00Z',
      ['2011-12-31T12:00:00+14:00', '2012-12-30T12:00:00+14:00'],
    ],
  ])('in %s: %s', (zone, cron, from, expected) => {
    expect(listNext(zone, cron, from, 2)).toEqual(expected);
    expect(listLast(zone, cron, expected[1] ?? '', 2)).toEqual(expected);
  });

  it('is one time with another that falls on it', () => {
    const expected = [
      '2026-03-08T01:00:00-05:00',
      '2026-03-08T03:00:00-04:00',
      '2026-03-08T04:00:00-04:00',
    ];
    const cron = '0 1-4 * * *';
    expect(listNext('America/New_York', cron, '2026-03-08T00:30:00-05:00', 3)).toEqual(expected);
    expect(listLast('America/New_York', cron, '2026-03-08T04:59:00-04:00', 3)).toEqual(expected);
  });
});

describe('a time that the clocks show twice', () => {
  it.each([
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T01:30:00-04:00', '2026-11-02T01:30:00-05:00'],
    ],
    [
      'Europe/Berlin',
      '*/30 2 * * *',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:00:00+02:00', '2026-10-25T02:30:00+02:00', '2026-10-26T02:00:00+01:00'],
    ],
    [
      'Australia/Lord_Howe',
      '45 1 * * *',
      '2026-04-04T12:00:00Z',
      ['2026-04-05T01:45:00+11:00', '2026-04-06T01:45:00+10:30'],
    ],
  ])('fires once in %s if its hour is named: %s', (zone, cron, from, expected) => {
    expect(listNext(zone, cron, from, expected.length)).toEqual(expected);
    expect(listLast(zone, cron, expected.at(-1) ?? '', expected.length)).toEqual(expected);
  });

  it.each([
    [
      'America/New_York',
      '30 * * * *',
      '2026-11-01T01:00:00-04:00',
      ['2026-11-01T01:30:00-04:00', '2026-11-01T01:30:00-05:00', '2026-11-01T02:30:00-05:00'],
    ],
    [
      'Australia/Lord_Howe',
      '*/15 * * * *',
      '2026-04-05T01:40:00+11:00',
      ['2026-04-05T01:45:00+11:00', '2026-04-05T01:30:00+10:30', '2026-04-05T01:45:00+10:30'],
    ],
  ])('fires twice in %s in a schedule of every hour: %s', (zone, cron, from, expected) => {
    expect(listNext(zone, cron, from, 3)).toEqual(expected);
    expect(listLast(zone, cron, expected[2] ?? '', 3)).toEqual(expected);
  });
});

it.each([
  ['a leap day', '0 0 29 2 *', ['2028-02-29', '2032-02-29']],
  ['the last day of a month', '0 0 L * *', ['2027-01-31', '2027-02-28']],
  ['the last Friday of a month', '0 0 * * 5L', ['2027-01-29', '2027-02-26']],
  ['the second Monday of a month', '0 0 * * MON#2', ['2027-01-11', '2027-02-08']],
  ['a day of the month or of the week', '0 0 13 * 5', ['2027-01-08', '2027-01-13']],
  ['a leap day that is a Monday', '0 0 * 2 1#5', ['2044-02-29', '2072-02-29']],
  ['a month by its name', '@monthly', ['2027-02-01', '2027-03-01']],
])('finds %s', (_, cron, days) => {
  const found = listNext('Asia/Shanghai', cron, '2027-01-01T00:00:00+08:00', 2);
  expect(found).toEqual(days.map((day) => `${day}T00:00:00+08:00`));
});

it('counts an instant itself as the last time, but not as the next', () => {
  const { nextAfter, lastUntil } = timesIn('UTC', '0 2 * * *');
  const time = new Date('2026-01-02T02:00:00Z');
  expect(lastUntil(time)).toEqual(time);
  expect(lastUntil(new Date(time.getTime() - 1)).toISOString()).toBe('2026-01-01T02:00:00.000Z');
  expect(nextAfter(new Date(time.getTime() - 1))).toEqual(time);
  expect(nextAfter(time).toISOString()).toBe('2026-01-03T02:00:00.000Z');
});
