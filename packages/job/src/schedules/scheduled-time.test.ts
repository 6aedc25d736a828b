import { zoneNamed } from '@wdh/file-connector';
import { expect, it } from 'vitest';
import { ScheduledTime } from './scheduled-time.js';

function inZone(zone: string, instant: string): ScheduledTime {
  const rules = zoneNamed(zone);
  if (rules === null) throw new Error(`no zone ${zone}`);
  return new ScheduledTime(new Date(instant), rules);
}

it('shows day, month and time as clocks in its zone do', () => {
  const time = inZone('Asia/Shanghai', '2026-01-31T18:00:00Z');
  expect([time.day(), time.month(), time.time()]).toEqual(['2026-02-01', '2026-02', '02:00']);
  expect(String(time)).toBe('2026-02-01T02:00:00+08:00');
  expect(String(inZone('America/St_Johns', '2026-01-31T18:00:00Z'))).toBe(
    '2026-01-31T14:30:00-03:30',
  );
});

it('adds days and months by the calendar', () => {
  const time = inZone('UTC', '2028-03-31T02:00:00Z');
  expect([time.day(-1), time.day(-31), time.day(1)]).toEqual([
    '2028-03-30',
    '2028-02-29',
    '2028-04-01',
  ]);
  expect([time.month(-1), time.month(-3), time.month(11)]).toEqual([
    '2028-02',
    '2027-12',
    '2029-02',
  ]);
});

it('takes the day before across a change of the clocks', () => {
  const time = inZone('America/New_York', '2026-11-02T05:30:00Z');
  expect([time.day(), time.day(-1)]).toEqual(['2026-11-02', '2026-11-01']);
});
