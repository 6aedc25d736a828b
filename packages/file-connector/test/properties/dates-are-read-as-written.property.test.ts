import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFormat, dateFormatOf, dateTimeFormat } from '../../src/index.js';

const dayMs = 86_400_000;
const years = { min: -719_162, max: 2_932_896 };
const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
const shortMonth = new Intl.DateTimeFormat('de', { month: 'short', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('fr', { weekday: 'long', timeZone: 'UTC' });

const pad = (number: number, length = 2): string => String(number).padStart(length, '0');
const utc = (date: Date) => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
});
const yearStart = (date: Date): number =>
  new Date(`${pad(utc(date).year, 4)}-01-01T00:00Z`).getTime();

type Writer = (date: Date) => string;

/** How each part is written, by other code than that which reads it. */
const dayParts: Readonly<Record<string, Writer>> = {
  DD: (date) => pad(utc(date).day),
  D: (date) => String(utc(date).day),
  Do: (date) => {
    const { day } = utc(date);
    const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(day);
    const endings: Partial<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
    return `${day}${endings[rule] ?? 'th'}`;
  },
};
const monthParts: Readonly<Record<string, Writer>> = {
  MM: (date) => pad(utc(date).month),
  M: (date) => String(utc(date).month),
  MMMM: (date) => month.format(date),
  MMM: (date) => shortMonth.format(date),
};
const yearPart: Writer = (date) => pad(utc(date).year, 4);

const timeParts: Readonly<Record<string, Writer>> = {
  'HH:mm': (date) => date.toISOString().slice(-13, -8),
  'HH:mm:ss': (date) => date.toISOString().slice(-13, -5),
  'H:mm:ss.S': (date) => `${utc(date).hour}${date.toISOString().slice(-11, -1)}`,
  HHmmssSSS: (date) => date.toISOString().slice(-13, -1).replace(/[:.]/g, ''),
  'h:mm:ss A': (date) =>
    `${utc(date).hour % 12 === 0 ? 12 : utc(date).hour % 12}${date.toISOString().slice(-11, -5)} ${utc(date).hour < 12 ? 'AM' : 'p.m.'}`,
};
/** What a pattern without seconds or their fraction loses. */
const precision: Readonly<Record<string, number>> = {
  'HH:mm': 60_000,
  'HH:mm:ss': 1000,
  'h:mm:ss A': 1000,
};

const keyOf = (parts: Readonly<Record<string, Writer>>) => fc.constantFrom(...Object.keys(parts));
/** Characters between parts that no part begins with. */
const mark = fc.constantFrom(
  ' ',
  '.',
  '. ',
  '/',
  '-',
  ', ',
  '年',
  ' | ',
  '; ',
  ' @',
  "'",
  ' de ',
  '\u00a0',
);

/** A pattern of a date in any order of its parts, with how it writes. */
const datePattern = fc
  .tuple(
    fc.shuffledSubarray(['year', 'month', 'day'], { minLength: 3 }),
    keyOf(dayParts),
    keyOf(monthParts),
    fc.boolean(),
    fc.tuple(mark, mark, mark, mark),
  )
  .map(([order, day, monthKey, hasWeekday, [first, ...marks]]) => {
    const parts: Record<string, readonly [string, Writer]> = {
      year: ['YYYY', yearPart],
      month: [monthKey, monthParts[monthKey] ?? yearPart],
      day: [day, dayParts[day] ?? yearPart],
    };
    const chosen = order.flatMap((name) => {
      const part = parts[name];
      return part === undefined ? [] : [part];
    });
    const names = hasWeekday
      ? [['dddd', (date: Date) => weekday.format(date)] as const, ...chosen]
      : chosen;
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    return {
      pattern:
        quoted(first) + names.map(([key], index) => key + quoted(marks[index] ?? ' ')).join(''),
      write: (date: Date) =>
        first + names.map(([, write], index) => write(date) + (marks[index] ?? ' ')).join(''),
    };
  });

const anyDay = fc.integer(years).map((days) => new Date(days * dayMs));
const anyMoment = fc
  .integer({ min: years.min * dayMs, max: (years.max + 1) * dayMs - 1 })
  .map((milliseconds) => new Date(milliseconds));

describe('a date is read as it is written', () => {
  it('in any pattern', () => {
    fc.assert(
      fc.property(datePattern, anyDay, ({ pattern, write }, date) => {
        const format = dateFormat([pattern]);
        expect(format.parse(write(date))).toBe(date.toISOString().slice(0, 10));
        const again = dateFormatOf(format.name);
        expect(again).toMatchObject({ name: format.name, expected: format.expected });
        expect(again?.parse(write(date))).toBe(format.parse(write(date)));
      }),
      { numRuns: 300 },
    );
  });

  it('with a time of day, in any pattern', () => {
    fc.assert(
      fc.property(datePattern, keyOf(timeParts), anyMoment, ({ pattern, write }, time, moment) => {
        const exact = precision[time] ?? 1;
        const date = new Date(Math.floor(moment.getTime() / exact) * exact);
        const format = dateTimeFormat([`${pattern} ${time}`]);
        const text = `${write(date)} ${timeParts[time]?.(date)}`;
        expect(Date.parse(`${format.parse(text)}Z`)).toBe(date.getTime());
        expect(dateFormatOf(format.name)?.parse(text)).toBe(format.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('by the day of the year and by the week of ISO 8601', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const number = Math.round((date.getTime() - yearStart(date)) / dayMs) + 1;
        const ofYear = `${pad(utc(date).year, 4)}-${pad(number, 3)}`;
        expect(dateFormat(['YYYY-DDDD']).parse(ofYear)).toBe(iso);
        const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * dayMs);
        fc.pre(thursday.getUTCFullYear() > 0 && thursday.getUTCFullYear() < 10_000);
        const week = Math.floor((thursday.getTime() - yearStart(thursday)) / (7 * dayMs)) + 1;
        const ofWeek = `${pad(utc(thursday).year, 4)}-W${pad(week)}-${((date.getUTCDay() + 6) % 7) + 1}`;
        expect(dateFormat(["GGGG-'W'WW-E"]).parse(ofWeek)).toBe(iso);
      }),
    );
  });
});

describe('any other text is rejected', () => {
  it('a text that is read is the one that is written for its date', () => {
    const format = dateFormat(['DD.MM.YYYY']);
    const characters = Array.from('0123456789.-/ \u0660\uff11\n');
    const nearly = fc
      .tuple(
        anyDay,
        fc.nat(10),
        fc.nat(2),
        fc.string({ unit: fc.constantFrom(...characters), maxLength: 3 }),
      )
      .map(([date, at, removed, added]) => {
        const text = `${pad(utc(date).day)}.${pad(utc(date).month)}.${pad(utc(date).year, 4)}`;
        return text.slice(0, at) + added + text.slice(at + removed);
      });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        const found = format.parse(text);
        if (found === null) return;
        const [year = '', monthText = '', day = ''] = found.split('-');
        expect(`${day}.${monthText}.${year}`).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('a weekday that is not that of the date', () => {
    const format = dateFormat(['dddd YYYY-MM-DD']);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 6 }), (date, shift) => {
        const other = new Date(date.getTime() + shift * dayMs);
        expect(
          format.parse(`${weekday.format(other)} ${date.toISOString().slice(0, 10)}`),
        ).toBeNull();
      }),
    );
  });

  it('a date that two patterns read as different days', () => {
    const format = dateFormat(['DD/MM/YYYY', 'MM/DD/YYYY']);
    fc.assert(
      fc.property(anyDay, (date) => {
        const { day, month: number, year } = utc(date);
        const isClear = day > 12 || day === number;
        const text = `${pad(day)}/${pad(number)}/${pad(year, 4)}`;
        expect(format.parse(text)).toBe(isClear ? date.toISOString().slice(0, 10) : null);
      }),
    );
  });
});

describe('a count since 1970 is read exactly', () => {
  const second = 1_000_000n;
  const micros = fc.bigInt({ min: -62_135_596_800n * second, max: 253_402_300_800n * second - 1n });
  /** The microseconds of ISO text, by Date and the digits behind. */
  const microsOf = (text: string | null): bigint => {
    const [, whole = '', fraction = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(text ?? '') ?? [];
    return BigInt(Date.parse(`${whole}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
  };
  /** A count with so many digits behind the point. */
  const decimal = (count: bigint, digits: number): string => {
    const text = String(count < 0n ? -count : count).padStart(digits + 1, '0');
    return `${count < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };

  it('in any unit, negative too', () => {
    fc.assert(
      fc.property(micros, (count) => {
        const read = (unit: string, cell: string) => dateTimeFormat([`epoch-${unit}`]).parse(cell);
        expect(microsOf(read('microseconds', String(count)))).toBe(count);
        expect(microsOf(read('nanoseconds', `${count}000`))).toBe(count);
        expect(microsOf(read('milliseconds', decimal(count, 3)))).toBe(count);
        expect(microsOf(read('seconds', decimal(count, 6)))).toBe(count);
        expect(read('nanoseconds', `${count}001`)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

it('a hostile text is rejected in linear time, whatever the pattern', () => {
  const formats = [
    dateFormat(['D MMMM YYYY', 'DD.MM.YYYY', 'excel-1900']),
    dateTimeFormat(['YYYY-MM-DD HH:mm:ss.S', 'epoch-seconds'], { zone: 'UTC' }),
    dateTimeFormat(["dddd D MMMM YYYY 'à' h:mm A z"]),
  ];
  const hostile = ['1', '0.', 'é', 'mars ', '\u0301', '5 '].flatMap((piece) => [
    piece.repeat(1_000_000 / piece.length),
    `2025-03-05 10:00:00.${piece.repeat(400_000)}`,
  ]);
  const start = performance.now();
  for (const text of hostile) for (const { parse } of formats) expect(parse(text)).toBeNull();
  // In quadratic time, this takes many minutes.
  expect(performance.now() - start).toBeLessThan(40_000);
});
