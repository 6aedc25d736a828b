import { describe, expect, it } from 'vitest';
import { parseCount, parseDays, parseInstant, parseTime } from './parse-times.js';

const now = new Date('2026-03-10T12:00:00Z');

describe('times on the command line', () => {
  it.each([
    ['30m', '2026-03-10T11:30:00.000Z'],
    ['12h', '2026-03-10T00:00:00.000Z'],
    ['2d', '2026-03-08T12:00:00.000Z'],
    ['1w', '2026-03-03T12:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T18:00', '2026-01-31T18:00:00.000Z'],
    ['2026-01-31 18:00:30', '2026-01-31T18:00:30.000Z'],
    ['2026-01-31T18:00+02:00', '2026-01-31T16:00:00.000Z'],
    ['2026-01-31T00:30+02:00', '2026-01-30T22:30:00.000Z'],
  ])('reads %s in UTC', (text, time) => {
    expect(parseTime(text, now).toJSON()).toBe(time);
  });

  it.each([
    '',
    'yesterday',
    '2',
    'd',
    '-2d',
    '2026-02-31',
    '2026-02-31T10:00Z',
    '2026-13-01',
    '2026-01-31T25:00',
    '1e3d',
  ])('refuses "%s"', (text) => {
    expect(() => parseTime(text, now)).toThrow('Expected an age such as 12h');
  });

  it('reads a point in time, and no age', () => {
    expect(parseInstant('2026-12-31T23:00+08:00').toJSON()).toBe('2026-12-31T15:00:00.000Z');
    expect(() => parseInstant('2d')).toThrow('Expected a time such as 2026-01-31T18:00Z');
  });

  it('reads days and weeks, and refuses none', () => {
    expect(['1d', '90d', '12w'].map(parseDays)).toEqual([1, 90, 84]);
    for (const text of ['0d', '90', '1m', '99999w', ''])
      expect(() => parseDays(text)).toThrow('Expected a number of days');
    expect(parseCount('5')).toBe(5);
    for (const text of ['0', '1.5', '-1', '', 'x'])
      expect(() => parseCount(text)).toThrow('whole number');
  });
});
