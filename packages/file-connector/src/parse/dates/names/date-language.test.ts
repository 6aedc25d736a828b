import { describe, expect, it, test } from 'vitest';
import { dateFormat } from '../date-format.js';
import { type DateLanguageCode, dateLanguages } from './date-language.js';
import { fold } from './fold.js';
import { NameTable } from './name-table.js';

const codes = Object.keys(dateLanguages) as readonly DateLanguageCode[];
const days = Array.from({ length: 366 }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)));

/** How Intl writes each day of a year, which has the names of the language. */
function written(language: string, options: Intl.DateTimeFormatOptions): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return days.map((day) => {
    const parts = new Map(format.formatToParts(day).map(({ type, value }) => [type, value]));
    const month = parts.get('month') ?? '';
    // The month of "3月5日" is the number alone.
    const name = /^\d+$/.test(month) ? `${month}月` : month;
    return `${parts.get('weekday')}, ${day.getUTCDate()} ${name} 2024`;
  });
}

const isoDays = days.map((day) => day.toISOString().slice(0, 10));

describe.each(codes)('in %s', (code) => {
  it.each([
    ['long', 'long'],
    ['short', 'short'],
  ] as const)('the names of Intl are read: %s', (month, weekday) => {
    const format = dateFormat(['dddd, D MMMM YYYY'], { languages: [code] });
    for (const texts of [
      written(code, { month, weekday, day: 'numeric' }),
      written(code, { month, weekday, day: 'numeric', year: 'numeric' }),
    ]) {
      expect(texts.map(format.parse)).toEqual(isoDays);
      expect(texts.map((text) => format.parse(text.normalize('NFD')))).toEqual(isoDays);
      expect(texts.map((text) => format.parse(text.toUpperCase()))).toEqual(isoDays);
      expect(texts.map((text) => format.parse(text.replaceAll('.', '')))).toEqual(isoDays);
      expect(texts.map(dateFormat(['dddd, D MMM YYYY']).parse)).toEqual(isoDays);
    }
  });

  it('each name is read with a point, without accents, and as another language only if it is alike', () => {
    const { months } = dateLanguages[code];
    for (const [index, names] of months.entries()) {
      for (const name of names) {
        const day = `2025-${String(index + 1).padStart(2, '0')}-05`;
        const format = dateFormat(['YYYY MMM DD'], { languages: [code] });
        const texts = [name, `${name}.`, fold(name), name.toUpperCase()];
        expect(texts.map((text) => format.parse(`2025 ${text} 05`))).toEqual(texts.map(() => day));
        expect(format.parse(`2025 ${name}x 05`)).toBeNull();
        expect(format.parse(`2025 x${name} 05`)).toBeNull();
      }
    }
  });
});

test('no name has two meanings in the languages that are built in', () => {
  const languages = Object.values(dateLanguages);
  expect(new NameTable(languages.map(({ months }) => months)).hasAmbiguous).toBe(false);
  expect(new NameTable(languages.map(({ weekdays }) => weekdays)).hasAmbiguous).toBe(false);
});

test('a name of two values is ambiguous', () => {
  const table = new NameTable([
    [['mar'], ['apr']],
    [['apr'], ['mai']],
  ]);
  expect(table.hasAmbiguous).toBe(true);
  expect([table.find('mar', 0), table.find('apr', 0), table.find('mai', 0)]).toEqual([1, 0, 2]);
});
