import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';
import { readSource } from '../support/read-source.js';

const named = { hasHeader: false, columns: ['id', 'name', 'note'] } as const;

async function readFixture(name: string, options: CsvSourceOptions) {
  const path = fileURLToPath(new URL(`../fixtures/read-any-file/${name}`, import.meta.url));
  const source = csvSource(path, options);
  const { rows, rejected } = await readSource(source);
  expect(rejected).toEqual([]);
  return { rows: rows.map((row) => Object.values(row)), statistics: source.statistics };
}

describe('an export of MySQL', () => {
  const others = [
    ['3', 'Çelik', 'two\nlines'],
    ['4', 'N', 'NULL'],
  ];

  test('with the defaults of INTO OUTFILE is read as mysql', async () => {
    const { rows, statistics } = await readFixture('mysql-outfile.txt', {
      dialect: 'mysql',
      ...named,
    });
    expect(rows).toEqual([['1', 'Anna', 'likes\ttabs'], ['2', 'Bob\\Co', null], ...others]);
    expect(statistics).toMatchObject({ lines: 5, recordLines: 5, rows: 4 });
  });

  test('with ENCLOSED BY is read as mysql-enclosed', async () => {
    const options = { dialect: 'mysql-enclosed', delimiter: ',', ...named } as const;
    const { rows } = await readFixture('mysql-outfile-enclosed.txt', options);
    expect(rows).toEqual([['1', 'Anna', 'says "hi", often'], ['2', 'Bob\\Co', null], ...others]);
  });
});

describe('a copy of PostgreSQL', () => {
  test('in the format text is read as postgres-text, up to its marker', async () => {
    const { rows, statistics } = await readFixture('postgres-copy.txt', {
      dialect: 'postgres-text',
      ...named,
    });
    expect(rows).toEqual([
      ['1', 'Anna', 'likes\ttabs'],
      ['2', 'Bob\\Co', null],
      ['3', 'Çelik', 'two\nlines'],
      ['4', 'N', 'NULL'],
    ]);
    expect(statistics).toMatchObject({ lines: 5, recordLines: 4, skippedLines: 1 });
  });

  test('in the format csv is read as postgres-csv', async () => {
    const { rows } = await readFixture('postgres-copy.csv', { dialect: 'postgres-csv' });
    expect(rows).toEqual([
      ['1', 'Anna', 'says "hi", often'],
      ['2', null, ''],
      ['3', 'Çelik', 'two\nlines'],
    ]);
  });
});

describe('a file of Excel', () => {
  const mueller = ['Müller', '1.234,50'];

  test('with semicolons is read as excel-semicolon', async () => {
    const { rows } = await readFixture('excel-semicolon.csv', { dialect: 'excel-semicolon' });
    expect(rows).toEqual([mueller, ['Co; KG', '0,5']]);
  });

  test('with a line sep= is read as excel, and refused as rfc4180', async () => {
    const { rows, statistics } = await readFixture('excel-sep-line.csv', { dialect: 'excel' });
    expect(rows).toEqual([mueller]);
    expect(statistics).toMatchObject({ skippedLines: 1 });
    await expect(readFixture('excel-sep-line.csv', { dialect: 'rfc4180' })).rejects.toMatchObject({
      code: 'DELIMITER_CONTRADICTED',
    });
  });

  test('as Unicode Text is read as unicode-text', async () => {
    const { rows } = await readFixture('excel-unicode-text.txt', { dialect: 'unicode-text' });
    expect(rows).toEqual([
      ['Жук', '東京'],
      ['a "b"', 'Oslo'],
    ]);
  });
});

describe('a file of another program', () => {
  test.each<[string, CsvSourceOptions, string[][]]>([
    [
      'tab-separated.tsv',
      { dialect: 'tsv' },
      [
        ['Anna', 'São Paulo'],
        ['a\tb', 'Oslo'],
      ],
    ],
    [
      'two-bar-delimiter.txt',
      { delimiter: '||' },
      [
        ['1', 'a|b', 'x||y'],
        ['2', 'c', ''],
      ],
    ],
    [
      'ascii-separators.txt',
      { delimiter: '\x1f', recordSeparator: '\x1e' },
      [
        ['1', 'two\nlines'],
        ['2', 'x\x1ey'],
      ],
    ],
    [
      'bar-at-line-end.txt',
      { delimiter: '|', recordSeparator: '|\n' },
      [
        ['1', 'Anna'],
        ['2', 'two\nlines'],
      ],
    ],
    [
      'blanks-around-quotes.csv',
      { trimBlanks: true, comment: '#' },
      [
        ['1', 'Smith, Anna', 'x'],
        ['2', '  kept  ', ''],
      ],
    ],
  ])('%s is read with %j', async (name, options, expected) => {
    expect((await readFixture(name, options)).rows).toEqual(expected);
  });
});
