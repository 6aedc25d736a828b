import { describe, expect, it, test } from 'vitest';
import { excelDate, excelDateTime, excelTime } from './excel-serial.js';

describe('excelDate', () => {
  it.each([
    ['1', 1900, '1900-01-01'],
    ['59', 1900, '1900-02-28'],
    ['61', 1900, '1900-03-01'],
    ['25569', 1900, '1970-01-01'],
    ['45721', 1900, '2025-03-05'],
    ['45721.0', 1900, '2025-03-05'],
    ['4.5721E4', 1900, '2025-03-05'],
    ['45351', 1900, '2024-02-29'],
    ['2958465', 1900, '9999-12-31'],
    ['0', 1904, '1904-01-01'],
    ['60', 1904, '1904-03-01'],
    ['44259', 1904, '2025-03-05'],
    ['2957003', 1904, '9999-12-31'],
  ] as const)('converts %s in the calendar of %s to %s', (serial, calendar, day) => {
    expect(excelDate(serial, calendar)).toBe(day);
  });

  it.each([
    ['0', 1900],
    ['60', 1900],
    ['60.5', 1900],
    ['-1', 1900],
    ['2958466', 1900],
    ['45721.5', 1900],
    ['-1', 1904],
    ['2957004', 1904],
    ['', 1900],
    [' 1', 1900],
    ['1e9999', 1900],
    ['0x10', 1900],
    ['2025-03-05', 1900],
    ['4,5', 1900],
    ['.5', 1904],
    ['NaN', 1900],
    ['9'.repeat(1_000_000), 1900],
  ] as const)('rejects %s in the calendar of %s', (serial, calendar) => {
    expect(excelDate(serial, calendar)).toBeNull();
  });

  it('is a day after the day of the serial before, for all serials', () => {
    let before = Date.UTC(1900, 1, 28);
    for (let serial = 61; serial <= 2_958_465; serial += 1) {
      before += 86_400_000;
      if (serial % 97 !== 0) continue;
      expect(excelDate(String(serial), 1900)).toBe(new Date(before).toISOString().slice(0, 10));
    }
  });
});

describe('excelDateTime', () => {
  it.each([
    ['45721', '2025-03-05T00:00:00'],
    ['45721.604166666664', '2025-03-05T14:30:00'],
    ['45721.6041666667', '2025-03-05T14:30:00'],
    ['45721.5000057870', '2025-03-05T12:00:00.5'],
    ['45721.999999999', '2025-03-06T00:00:00'],
    ['1.25', '1900-01-01T06:00:00'],
  ])('converts %s to %s', (serial, moment) => {
    expect(excelDateTime(serial, 1900)).toBe(moment);
  });

  it.each(['0.5', '60', '60.25', '59.9999999999', '2958465.9999999999'])('rejects %s', (serial) => {
    expect(excelDateTime(serial, 1900)).toBeNull();
  });

  it('reads each second of a day as Excel writes it', () => {
    const wrong: number[] = [];
    for (let second = 0; second < 86_400; second += 1) {
      const moment = new Date(Date.UTC(2025, 2, 5, 0, 0, second)).toISOString().slice(0, 19);
      if (excelDateTime(String(45_721 + second / 86_400), 1900) !== moment) wrong.push(second);
    }
    expect(wrong).toEqual([]);
  });
});

test('excelTime converts a fraction of a day, and rejects a day', () => {
  expect(excelTime('0.604166666666667')).toBe('14:30:00');
  expect(excelTime('4.2999999999999997E-2')).toBe('01:01:55.2');
  expect(excelTime('0')).toBe('00:00:00');
  expect(excelTime('1')).toBeNull();
  expect(excelTime('1.5')).toBeNull();
});
