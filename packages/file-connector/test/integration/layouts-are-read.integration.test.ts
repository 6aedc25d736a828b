import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvSource, type CsvSourceOptions } from '../../src/index.js';
import { readSource } from '../support/read-source.js';

const folder = join(import.meta.dirname, '../fixtures/read-any-file');

async function read(name: string, options: CsvSourceOptions) {
  const source = csvSource(join(folder, name), options);
  const { rows, rejected } = await readSource(source);
  return {
    rows: rows.map((row) =>
      Object.entries(row).map(([column, cell]) => `${column}=${cell ?? 'NULL'}`),
    ),
    rejected: rejected.map(({ code, lineNumber }) => `${code} ${lineNumber}`),
    statistics: source.statistics,
  };
}

it('a header of two rows with merged cells names the columns', async () => {
  const { rows } = await read('two-header-rows.csv', {
    headerRows: 2,
    headerFill: 'right',
    emptyHeaders: 'number',
  });
  expect(rows[0]).toEqual([
    'day=2026-01-02',
    'Price low=11.50',
    'Price high=11.90',
    'Volume lots=120',
    'Volume=a',
  ]);
});

it('doubled and empty names are numbered, and never by a name of the header', async () => {
  const { rows } = await read('doubled-header.csv', {
    duplicateHeaders: 'number',
    emptyHeaders: 'number',
  });
  expect(rows[0]).toEqual(['id=1', 'amount=5.00', 'amount_3=6.00', 'column_4=x', 'amount_2=7.00']);
});

it('a row of units is skipped and counted', async () => {
  const { rows, statistics } = await read('units-row.csv', { skipAfterHeader: 1 });
  expect(rows).toEqual([
    ['time=1', 'speed=2.50', 'weight=70'],
    ['time=2', 'speed=2.60', 'weight=71'],
  ]);
  expect(statistics).toMatchObject({ lines: 4, skippedLines: 1, headerLines: 1, recordLines: 2 });
});

it.each<[string, CsvSourceOptions]>([
  ['by its number of records', { footerRows: 2 }],
  ['by its first cells', { footer: [{ equals: 'Total' }, { startsWith: 'Printed on' }] }],
])('a footer is skipped and counted %s', async (_, options) => {
  const { rows, rejected, statistics } = await read('footer-total.csv', {
    delimiter: ';',
    ...options,
  });
  expect(rows).toHaveLength(3);
  expect(rejected).toEqual([]);
  expect(statistics).toMatchObject({ lines: 7, footerLines: 2, recordLines: 3, blankLines: 1 });
});

it('a delimiter at the end of lines is ignored, but a cell there is not', async () => {
  const { rows, rejected } = await read('trailing-delimiter.csv', { trailingDelimiter: 'ignore' });
  expect(rows).toEqual([
    ['id=1', 'name=Ada', 'city=London'],
    ['id=2', 'name=Kurt', 'city='],
  ]);
  expect(rejected).toEqual(['TOO_MANY_FIELDS 4']);
});

it('blanks around cells and quotes are dropped before null values', async () => {
  const options = { trimBlanks: true, nullValues: ['', 'NA'] };
  const { rows } = await read('blanks-around-cells.csv', options);
  expect(rows).toEqual([
    ['id=1', 'name=Ada', 'note=  kept  '],
    ['id=2', 'name=Kurt', 'note=NULL'],
    ['id=3', 'name=NULL', 'note=NULL'],
  ]);
  const inQuotes = await read('blanks-around-cells.csv', { ...options, trimQuoted: true });
  expect(inQuotes.rows[0]).toEqual(['id=1', 'name=Ada', 'note=kept']);
});

it.each<[string, CsvSourceOptions, string[]]>([
  ['none', {}, ['', '', 'NA', 'NA']],
  ['an unquoted one only', { nullValues: [''] }, ['', 'NULL', 'NA', 'NA']],
  ['a quoted one too', { nullValues: [''], nullQuoted: true }, ['NULL', 'NULL', 'NA', 'NA']],
])('of empty cells, %s is null', async (_, options, cells) => {
  const { rows } = await read('quoted-empty.csv', options);
  expect(rows.map((row) => row[1])).toEqual(cells.map((cell) => `nickname=${cell}`));
});
