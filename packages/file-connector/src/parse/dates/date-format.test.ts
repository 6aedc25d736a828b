import { describe, expect, it, test } from 'vitest';
import { dateFormatOf } from './date-format-of.js';
import { dateFormat, dateTimeFormat } from './date-format.js';

/** What a format, by its name, reads. */
const read = (name: string, cell: string) => dateFormatOf(name)?.parse(cell);

describe('a date', () => {
  it.each([
    ['date:DD.MM.YYYY', '05.03.2025', '2025-03-05'],
    ['date:DD.MM.YYYY', '29.02.2024', '2024-02-29'],
    ['date:D.M.YYYY', '5.12.0033', '0033-12-05'],
    ['date:MMM D, YYYY', 'Mar. 5, 2025', '2025-03-05'],
    ['date:D-MMM-YY; pivot=1970', '05-Mar-70', '1970-03-05'],
    ['date:D-MMM-YY; pivot=1970', '5-MAR-69', '2069-03-05'],
    ['date:YYMMDD; pivot=1951', '500305', '2050-03-05'],
    ['date:dddd, MMMM Do, YYYY', 'Wednesday, March 5th, 2025', '2025-03-05'],
    ['date:Do MMMM YYYY', '1er mars 2025', '2025-03-01'],
    ["date:D 'de' MMMM 'de' YYYY", '5 DE MARZO DE 2025', '2025-03-05'],
    ['date:D. MMM. YYYY', '5. Sept. 2025', '2025-09-05'],
    ['date:YYYY年M月D日', '2025年3月5日', '2025-03-05'],
    ['date:YYYY年MMMD日 dddd', '2025年十二月5日 星期五', '2025-12-05'],
    ['date:YYYY-DDDD', '2024-366', '2024-12-31'],
    ["date:GGGG-'W'WW-E", '2025-W10-3', '2025-03-05'],
    ["date:GGGG-'W'WW-E", '2020-W53-7', '2021-01-03'],
    ["date:GGGG'W'WWE", '2009W531', '2009-12-28'],
    ['date:MMMM YYYY', 'März 2025', '2025-03'],
    ['date:MMMM YYYY; month=first-day', 'März 2025', '2025-03-01'],
    ['date:excel-1900', '45721', '2025-03-05'],
    ['date:excel-1904 | DD.MM.YYYY', '44259', '2025-03-05'],
    ["date:YYYY'|'MM'@'DD';'", '2025|03@05;', '2025-03-05'],
  ])('%s reads %s', (name, cell, date) => {
    expect(read(name, cell)).toBe(date);
  });

  it.each([
    ['date:DD.MM.YYYY', '31.04.2025'],
    ['date:DD.MM.YYYY', '29.02.1900'],
    ['date:DD.MM.YYYY', '00.03.2025'],
    ['date:DD.MM.YYYY', '05.03.0000'],
    ['date:DD.MM.YYYY', '5.3.2025'],
    ['date:DD.MM.YYYY', '05.03.2025\n'],
    ['date:DD.MM.YYYY', '05.03.20251'],
    ['date:DD.MM.YYYY', '05.03.20２5'],
    ['date:DD.MM.YYYY', ''],
    ['date:dddd, MMMM Do, YYYY', 'Tuesday, March 5th, 2025'],
    ['date:dddd, MMMM Do, YYYY', 'Wednesday, March 5nd, 2025'],
    ['date:D MMMM YYYY', '5 Marchember 2025'],
    ['date:D MMMM YYYY', '5 Mart 2025'],
    ['date:D MMMM YYYY', '5 三 2025'],
    ['date:D MMMM YYYY; languages=en', '5 mars 2025'],
    ['date:YYYY-DDDD', '2025-366'],
    ['date:YYYY-DDDD', '2025-000'],
    ["date:GGGG-'W'WW-E", '2021-W53-1'],
    ["date:GGGG-'W'WW-E", '2025-W10-0'],
    ["date:GGGG-'W'WW-E", '2025-W00-1'],
    ["date:GGGG-'W'WW-E", '9999-W52-7'],
    ['date:excel-1900', '60'],
    ['date:excel-1900', '45721.5'],
    ['date:DD/MM/YYYY | MM/DD/YYYY', '03/04/2025'],
  ])('%s rejects %j', (name, cell) => {
    expect(read(name, cell)).toBeNull();
  });
});

describe('a date and time', () => {
  it.each([
    ['YYYY-MM-DDTHH:mm', '2025-03-05T14:30', '2025-03-05T14:30:00'],
    ['DD.MM.YYYY H:mm:ss', '05.03.2025 9:05:07', '2025-03-05T09:05:07'],
    ['M/D/YYYY h:mm A', '3/5/2025 12:30 AM', '2025-03-05T00:30:00'],
    ['M/D/YYYY h:mm A', '3/5/2025 12:30\u202fp.m.', '2025-03-05T12:30:00'],
    ['M/D/YYYY hh:mma', '3/5/2025 02:30pm', '2025-03-05T14:30:00'],
    ['D/M/YYYY, h:mm:ss A', '5/3/2025, 2:30:45 p. m.', '2025-03-05T14:30:45'],
    ['YYYY年M月D日 Ah:mm', '2025年3月5日 下午2:30', '2025-03-05T14:30:00'],
    ["DD/MM/YYYY HH'h'mm", '05/03/2025 14h30', '2025-03-05T14:30:00'],
    ['YYYYMMDDTHHmmssSSS', '20250305T143045120', '2025-03-05T14:30:45.12'],
    ['YYYY-MM-DD HH:mm:ss,S', '2025-03-05 14:30:45,000001', '2025-03-05T14:30:45.000001'],
    ['YYYY-MM-DDTHH:mm:ss.SZ', '2025-03-05T14:30:45.123456000Z', '2025-03-05T14:30:45.123456Z'],
    ['YYYY-MM-DDTHH:mm:ssZ', '2025-03-05T14:30:45+0530', '2025-03-05T14:30:45+05:30'],
    ['YYYY-MM-DDTHH:mm:ssZ', '2025-03-05T14:30:45-08', '2025-03-05T14:30:45-08:00'],
    ['YYYY-MM-DDTHH:mm:ssZ', '2025-03-05T14:30:45-00:00', '2025-03-05T14:30:45Z'],
    [
      "ddd MMM DD YYYY HH:mm:ss 'GMT'Z",
      'Wed Mar 05 2025 14:30:45 GMT+0100',
      '2025-03-05T14:30:45+01:00',
    ],
    ['ddd, DD MMM YYYY HH:mm:ss z', 'Wed, 05 Mar 2025 14:30:45 GMT', '2025-03-05T14:30:45Z'],
    ['YYYY-MM-DD HH:mm z', '2025-07-05 14:30 Asia/Kolkata', '2025-07-05T14:30:00+05:30'],
    [
      'YYYY-MM-DD HH:mm z; zones=CET:Europe/Paris',
      '2025-07-05 14:30 CET',
      '2025-07-05T14:30:00+02:00',
    ],
    ['YYYY-MM-DD HH:mm @+08:00', '2025-07-05 14:30', '2025-07-05T14:30:00+08:00'],
    ['YYYY-MM-DD HH:mm @UTC', '2025-07-05 14:30', '2025-07-05T14:30:00Z'],
    ['excel-1900', '45721.604166666664', '2025-03-05T14:30:00'],
    ['excel-1904 @Europe/Berlin', '44259.6041666666642', '2025-03-05T14:30:00+01:00'],
    ['epoch-seconds', '1735689600.123456', '2025-01-01T00:00:00.123456Z'],
    ['epoch-seconds', '-0.000001', '1969-12-31T23:59:59.999999Z'],
    ['epoch-seconds', '-62135596800', '0001-01-01T00:00:00Z'],
    ['epoch-milliseconds', '1735689600123', '2025-01-01T00:00:00.123Z'],
    ['epoch-milliseconds', '5', '1970-01-01T00:00:00.005Z'],
    ['epoch-microseconds', '253402300799999999', '9999-12-31T23:59:59.999999Z'],
    ['epoch-nanoseconds', '-1735689600123456000', '1914-12-31T23:59:59.876544Z'],
    ['epoch-seconds | epoch-milliseconds', '1735689600000', '2025-01-01T00:00:00Z'],
  ])('%s reads %j', (pattern, cell, moment) => {
    expect(read(`datetime:${pattern}`, cell)).toBe(moment);
  });

  it.each([
    ['YYYY-MM-DDTHH:mm', '2025-03-05T24:00'],
    ['YYYY-MM-DDTHH:mm', '2025-03-05T12:60'],
    ['YYYY-MM-DDTHH:mm', '2025-02-29T12:00'],
    ['YYYY-MM-DDTHH:mm:ss', '2016-12-31T23:59:60'],
    ['YYYY-MM-DDTHH:mm:ss.S', '2025-03-05T14:30:45.1234561'],
    ['YYYY-MM-DDTHH:mm:ss.S', '2025-03-05T14:30:45.'],
    ['YYYY-MM-DDTHH:mm:ss.SSS', '2025-03-05T14:30:45.12'],
    ['M/D/YYYY h:mm A', '3/5/2025 13:30 PM'],
    ['M/D/YYYY h:mm A', '3/5/2025 0:30 AM'],
    ['M/D/YYYY h:mm A', '3/5/2025 2:30'],
    ['YYYY-MM-DDTHH:mmZ', '2025-03-05T14:30'],
    ['YYYY-MM-DDTHH:mmZ', '2025-03-05T14:30+16:00'],
    ['YYYY-MM-DDTHH:mmZ', '2025-03-05T14:30+01:60'],
    ['YYYY-MM-DDTHH:mmZ', '2025-03-05T14:30+1'],
    ['YYYY-MM-DD HH:mm z', '2025-03-05 14:30 CET'],
    ['YYYY-MM-DD HH:mm z', '2025-03-05 14:30 EST5EDT'],
    ['YYYY-MM-DD HH:mm z', '2025-03-05 14:30 Mars/Base'],
    ['YYYY-MM-DD HH:mm z; zones=CET:+01:00', '2025-03-05 14:30 CEST'],
    ['excel-1900', '0.5'],
    ['epoch-seconds', '1735689600000'],
    ['epoch-seconds', '1.7356896E9'],
    ['epoch-seconds', '0.0000001'],
    ['epoch-nanoseconds', '1735689600123456789'],
    ['epoch-seconds', '9'.repeat(400)],
    ['epoch-seconds', ''],
    ['epoch-seconds', '-'],
    ['epoch-seconds | epoch-milliseconds', '1735689600'],
  ])('%s rejects %j', (pattern, cell) => {
    expect(read(`datetime:${pattern}`, cell)).toBeNull();
  });
});

describe('a local time that its zone does not have exactly once', () => {
  const gap = '30.03.2025 02:30';
  const repeat = '26.10.2025 02:30';
  it.each([
    ['', gap, null],
    ['', repeat, null],
    ['; gap=later', gap, '2025-03-30T03:30:00+02:00'],
    ['; gap=earlier', gap, '2025-03-30T01:30:00+01:00'],
    ['; repeat=first', repeat, '2025-10-26T02:30:00+02:00'],
    ['; repeat=second', repeat, '2025-10-26T02:30:00+01:00'],
    ['', '30.03.2025 01:59', '2025-03-30T01:59:00+01:00'],
    ['', '30.03.2025 03:00', '2025-03-30T03:00:00+02:00'],
    ['', '26.10.2025 01:59', '2025-10-26T01:59:00+02:00'],
    ['', '26.10.2025 03:00', '2025-10-26T03:00:00+01:00'],
  ])('with %j: %s becomes %s', (options, cell, moment) => {
    expect(read(`datetime:DD.MM.YYYY HH:mm @Europe/Berlin${options}`, cell)).toBe(moment);
  });

  it.each([
    ['Pacific/Apia', '2011-12-30 12:00', null],
    ['Pacific/Apia', '2011-12-31 00:00', '2011-12-31T00:00:00+14:00'],
    ['Australia/Lord_Howe', '2025-04-06 01:45', null],
    ['Australia/Lord_Howe', '2025-10-05 02:15', null],
    ['Australia/Lord_Howe', '2025-10-05 02:30', '2025-10-05T02:30:00+11:00'],
    ['Africa/Monrovia', '1960-01-01 00:00', '1960-01-01T00:44:30Z'],
  ])('in %s: %s becomes %s', (zone, cell, moment) => {
    expect(read(`datetime:YYYY-MM-DD HH:mm @${zone}`, cell)).toBe(moment);
  });
});

describe('a pattern or an option that is invalid', () => {
  it.each([
    ['date:dd.MM.yyyy', 'd is none of its parts'],
    ['date:YYYY-MM-DD HH:mm', 'a date has no time'],
    ['date:MM-DD', 'a year'],
    ['date:YYYYMD', 'digits follow M'],
    ['date:YYYY-M1', 'digits follow M'],
    ['date:D MMM', 'a year'],
    ['date:DMMM YYYY', 'digits follow D'],
    ['date:YYYY-MM-DD DDDD', 'the day of a year'],
    ['date:DD.MM.YY', 'pivot'],
    ['date:dddd YYYY MM', 'a weekday needs a day'],
    ["date:YYYY-MM-DD 'a", 'is not closed'],
    ["date:YYYY '' MM DD", 'is none of its parts'],
    ['date:GGGG-MM-DD', 'a week is read as'],
    ['date:', 'a year'],
    ['date:epoch-seconds', 'a day in a zone'],
    ['date:YYYY-MM-DD; gap=later', 'gap is no option of a date format'],
    ['date:YYYY-MM-DD; pivot=70x', 'pivot must be'],
    ['date:YYYY-MM-DD; pivot=1970; pivot=1980', 'twice'],
    ['date:YYYY-MM-DD; colour=red', 'colour=red is no option'],
    ['date:YYYY-MM-DD; languages=xx', 'the language xx is not built in'],
    ['date:YYYY-MM-DD; months=a,b', 'months of a language must be 12'],
    ['date:dddd YYYY-MM-DD; weekdays=a,b,c,d,e,f,g', 'weekdays must follow months'],
    ['datetime:YYYY-MM-DD', 'an hour'],
    ['datetime:YYYY-MM HH:mm', 'a day'],
    ['datetime:YYYY-MM-DD h:mm', 'needs AM or PM'],
    ['datetime:YYYY-MM-DD HH:mm A', 'has none'],
    ['datetime:YYYY-MM-DD HH:ss', 'a second needs a minute'],
    ['datetime:YYYY-MM-DD HH:mmZ z', 'an offset (Z) and a zone (z)'],
    ['datetime:YYYY-MM-DD HH:mm @Mars/Base', 'the zone Mars/Base, which is unknown'],
    ['datetime:YYYY-MM-DD HH:mm @CET', 'the zone CET, which is unknown'],
    ['datetime:YYYY-MM-DD HH:mm @UTC @UTC', 'has two zones'],
    ['datetime:YYYY-MM-DD HH:mm; gap=never', 'gap must be'],
    ['datetime:YYYY-MM-DD HH:mm; zones=C E:+01:00', 'no abbreviation'],
    ['datetime:YYYY-MM-DD HH:mm z; zones=CET:+01:00,cet:+02:00', 'an abbreviation twice'],
    ['datetime:YYYY-MM-DD HH:mmZ @UTC', 'means nothing'],
    ['datetime:YYYY-MM-DD HH:mmZ | YYYY-MM-DD HH:mm', 'need the option zone'],
  ])('%s is refused: %s', (name, problem) => {
    expect(() => dateFormatOf(name)).toThrow('[INVALID_OPTION]');
    expect(() => dateFormatOf(name)).toThrow(problem);
  });

  it('is refused if there is no pattern', () => {
    expect(() => dateFormat([])).toThrow('[INVALID_OPTION]');
  });
});

test.each(['number:1.234,56', 'DD.MM.YYYY', '', 'dates:YYYY'])(
  '%j is no name of a date format',
  (name) => {
    expect(dateFormatOf(name)).toBeUndefined();
  },
);

test('what is expected has the pattern and an example', () => {
  expect(dateFormat(['DD.MM.YYYY']).expected).toBe('a date as 05.03.2025 (DD.MM.YYYY)');
  expect(dateFormat(['D MMM YYYY', 'excel-1900'], { languages: ['fr'] }).expected).toBe(
    'a date as 5 mars 2025 (D MMM YYYY) or 45721 (excel-1900)',
  );
  expect(dateTimeFormat(['D/M/YYYY HH:mm:ss.SSS'], { zone: 'Asia/Tokyo' }).expected).toBe(
    'a date and time as 5/3/2025 14:30:45.123 (D/M/YYYY HH:mm:ss.SSS), a time that its zone has exactly once',
  );
});

test('a language is given by a table of its names', () => {
  const months =
    'января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря';
  const russian = { months: months.split(',').map((name) => [name, name.slice(0, 3)]) };
  const format = dateFormat(['D MMMM YYYY'], { languages: ['en', russian] });
  expect(format.parse('5 Марта 2025')).toBe('2025-03-05');
  expect(format.parse('5 March 2025')).toBe('2025-03-05');
  expect(format.parse('5 märz 2025')).toBeNull();
  expect(format.expected).toBe('a date as 5 марта 2025 (D MMMM YYYY)');
  expect(dateFormatOf(format.name)?.parse('5 мар. 2025')).toBe('2025-03-05');
});

test('capitals of Turkish names are read', () => {
  const names = 'Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık';
  const turkish = { months: names.split(',').map((name) => [name]) };
  const format = dateFormat(['D MMMM YYYY'], { languages: [turkish] });
  for (const [index, name] of names.split(',').entries()) {
    const month = String(index + 1).padStart(2, '0');
    for (const written of [name, name.toLocaleUpperCase('tr'), name.toLocaleLowerCase('tr')]) {
      expect(format.parse(`5 ${written} 2025`)).toBe(`2025-${month}-05`);
    }
  }
});

test('a name with two meanings in its languages is rejected', () => {
  const months = Array.from({ length: 12 }, (_, index) => [`x${index}`]);
  const other = { months: [...months.slice(0, 11), ['May']] };
  const format = dateFormat(['D MMMM YYYY'], { languages: ['en', other] });
  expect(format.parse('5 May 2025')).toBeNull();
  expect(format.parse('5 June 2025')).toBe('2025-06-05');
});
