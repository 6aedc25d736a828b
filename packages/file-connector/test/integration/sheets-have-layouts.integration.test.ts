import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  detectSheet,
  excelSheets,
  excelSource,
  type ExcelSourceOptions,
  numberFormat,
  profileExcel,
} from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { workbookBytes, type WrittenWorkbook } from '../support/workbook.js';

const path = temporaryFolder();

async function write(workbook: WrittenWorkbook): Promise<string> {
  await writeFile(path('in.xlsx'), workbookBytes(workbook));
  return path('in.xlsx');
}

async function read(workbook: WrittenWorkbook, options: ExcelSourceOptions = {}) {
  const source = excelSource(await write(workbook), options);
  const found = await readSource(source);
  return { ...found, statistics: source.statistics };
}

describe('merged cells', () => {
  const merged = (...ranges: readonly string[]): string =>
    `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
  const rows = [
    ['Title', '', ''],
    ['region', 'city', 'sum'],
    ['North', 'A', '1'],
    ['', 'B', '2'],
    ['South', 'C', ''],
  ];
  const behind = merged('A1:C1', 'A3:A4', 'B5:C5');

  it('reject the rows that they touch, but not those above the header, by default', async () => {
    const { rows: found, rejected } = await read({ rows, behind }, { headerRow: 2 });
    expect(found).toEqual([]);
    expect(rejected.map(({ code, field, lineNumber }) => [code, field, lineNumber])).toEqual([
      ['MERGED_CELLS', 'region', 3],
      ['MERGED_CELLS', 'region', 4],
      ['MERGED_CELLS', 'city', 5],
    ]);
    expect(rejected[1]?.message).toContain('(A3:A4)');
  });

  it('are read as stored with first, and have the value in each cell with fill', async () => {
    const first = await read({ rows, behind }, { headerRow: 2, mergedCells: 'first' });
    expect(first.rows.map((row) => Object.values(row))).toEqual(rows.slice(2));
    const fill = await read({ rows, behind }, { headerRow: 2, mergedCells: 'fill' });
    expect(fill.rows.map((row) => Object.values(row))).toEqual([
      ['North', 'A', '1'],
      ['North', 'B', '2'],
      ['South', 'C', 'C'],
    ]);
  });

  it('reject every row that would be filled from an error', async () => {
    const withError =
      '<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>';
    const { rejected } = await read(
      { rows: withError, behind: merged('A2:A3') },
      { mergedCells: 'fill' },
    );
    expect(rejected.map(({ message }) => message)).toEqual([
      'cell A2 of sheet "Data" is the error #N/A',
      'cell A3 of sheet "Data" is merged in A2:A3 with a cell that is the error #N/A',
    ]);
  });

  it('name the columns of a header of two rows to the right with fill', async () => {
    const header = [
      ['id', 'Price', '', 'Note'],
      ['', 'low', 'high', ''],
      ['1', '2', '3', 'x'],
    ];
    const options = { headerRows: 2, mergedCells: 'fill' } as const;
    const found = await read({ rows: header, behind: merged('A1:A2', 'B1:C1', 'D1:D2') }, options);
    expect(found.rows).toEqual([{ id: '1', 'Price low': '2', 'Price high': '3', Note: 'x' }]);
    expect(found.statistics.headerLines).toBe(2);
  });
});

describe('what is around the records', () => {
  it('is skipped: a row of units, and totals by their beginning or number', async () => {
    const rows = [['id', 'kg'], ['', '[kg]'], ['1', '2'], ['3', '4'], [], ['Total', '6']];
    for (const footer of [{ footer: { startsWith: 'Total' } }, { footerRows: 1 }]) {
      const { rows: found, statistics } = await read({ rows }, { skipAfterHeader: 1, ...footer });
      expect(found).toEqual([
        { id: '1', kg: '2' },
        { id: '3', kg: '4' },
      ]);
      expect(statistics).toMatchObject({ skippedLines: 1, footerLines: 1, blankLines: 1 });
    }
  });

  it('is malformed where a total is among the records, or the header is repeated', async () => {
    const rows = [
      ['id', 'kg'],
      ['Total', '6'],
      ['id', 'kg'],
      ['1', '2'],
    ];
    const { rejected } = await read({ rows }, { footer: { startsWith: 'Total' } });
    expect(rejected.map(({ code }) => code)).toEqual(['FOOTER_AMONG_RECORDS', 'REPEATED_HEADER']);
  });

  it('is an error where the header is missing, or has an error, a double or no name', async () => {
    await expect(read({ rows: [] })).rejects.toMatchObject({ code: 'CSV_NO_HEADER' });
    await expect(read({ rows: [['a', '', 'a']] })).rejects.toThrow('sheet "Data"');
    const withError = '<row r="1"><c t="str"><v>a</v></c><c t="e"><v>#REF!</v></c></row>';
    await expect(read({ rows: withError })).rejects.toThrow('cell B1 is the error #REF!');
    const numbered = { duplicateHeaders: 'number', emptyHeaders: 'number' } as const;
    const { rows } = await read({ rows: [['a', '', 'a'], ['1']] }, numbered);
    expect(rows).toEqual([{ a: '1', column_2: '', a_2: '' }]);
  });
});

describe('hidden rows and columns', () => {
  const rows =
    '<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c></row><row r="2" hidden="1"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row r="3"><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>';
  const before = '<cols><col min="2" max="2" hidden="1"/></cols>';

  it('are read and counted', async () => {
    const { rows: found, statistics } = await read({ rows, before });
    expect(found).toHaveLength(2);
    expect(statistics).toMatchObject({ hiddenRows: 1, hiddenColumns: 1, skippedLines: 0 });
  });

  it('are left out and counted with skip', async () => {
    const options = { hiddenRows: 'skip', hiddenColumns: 'skip' } as const;
    const { rows: found, statistics } = await read({ rows, before }, options);
    expect(found).toEqual([{ a: '4', c: '6' }]);
    expect(statistics).toMatchObject({ hiddenRows: 1, hiddenColumns: 1, skippedLines: 1 });
  });
});

describe('the sheets of a workbook', () => {
  const sheets = [
    { name: 'Q1', rows: [['a'], ['1']] },
    { name: 'Q2', rows: [['a'], ['2']] },
    { name: 'Hidden', rows: [['a'], ['3']], state: 'hidden' as const },
  ];

  it('are listed, and an error where none is named', async () => {
    expect(await excelSheets(await write({ sheets }))).toEqual([
      { name: 'Q1', isHidden: false },
      { name: 'Q2', isHidden: false },
      { name: 'Hidden', isHidden: true },
    ]);
    await expect(read({ sheets })).rejects.toMatchObject({
      code: 'SHEET_UNCLEAR',
      category: 'data',
    });
    await expect(read({ sheets })).rejects.toThrow(
      'has 2 visible sheets. Name one with the option sheet: "Q1", "Q2", "Hidden".',
    );
    await expect(read({ sheets }, { sheet: 'Q3' })).rejects.toThrow('has no sheet "Q3"');
  });

  it('are read by name, also a hidden one, and the only visible one without', async () => {
    expect((await read({ sheets }, { sheet: 'q2' })).rows).toEqual([{ a: '2' }]);
    expect((await read({ sheets }, { sheet: 'Hidden' })).rows).toEqual([{ a: '3' }]);
    expect((await read({ sheets: sheets.slice(1) })).rows).toEqual([{ a: '2' }]);
  });
});

describe('formats of columns', () => {
  it('convert texts, convert numbers as numbers, and leave dates', async () => {
    const rows =
      '<row r="1"><c t="str"><v>n</v></c></row><row r="2"><c t="str"><v>1.234,5</v></c></row><row r="3"><c><v>1.234</v></c></row><row r="4"><c s="1"><v>45721</v></c></row><row r="5"><c t="str"><v>x</v></c></row>';
    const formats = { n: numberFormat({ decimal: ',', group: '.' }) };
    const { rows: found, rejected } = await read({ rows, formats: [14] }, { formats });
    expect(found.map(({ n }) => n)).toEqual(['1234.5', '1.234', '2025-03-05']);
    expect(rejected).toMatchObject([{ field: 'n', lineNumber: 5, input: 'x' }]);
    await expect(read({ rows }, { formats: { m: formats.n } })).rejects.toThrow('no column "m"');
  });
});

it('a sheet is examined and profiled', async () => {
  const rows = [
    ['Sales 2025'],
    [],
    ['id', 'day', 'amount'],
    ['1', '2025-01-01', '2.5'],
    ['2', '2025-01-02', '3.5'],
    ['3', '2025-01-03', ''],
    ['Total', '', '6.0'],
  ];
  const file = await write({ rows, behind: '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>' });
  expect(await detectSheet(file)).toMatchObject({
    sheet: { value: 'Data', confidence: 1 },
    headerRow: { value: 3, confidence: 0.95 },
    hasHeader: { value: true },
    headerRows: { value: 1 },
    footerRows: { value: 1, confidence: 0.9 },
    mergedCells: ['A1:C1'],
  });
  const profile = await profileExcel(file, { headerRow: 3, footerRows: 1 });
  expect(profile).toMatchObject({ format: 'excel', sheet: 'Data', rows: 3, proposedKey: 'id' });
  expect(profile.columns.map(({ type, nulls }) => [type, nulls])).toEqual([
    ['integer', 0],
    ['date', 0],
    ['numeric', 1],
  ]);
  const { readOptions } = profile;
  expect((await readSource(excelSource(file, readOptions))).rows).toHaveLength(3);
});

it('the options that decide which rows are read are part of the identity', async () => {
  const hashOf = async (options: ExcelSourceOptions) =>
    (await excelSource(await write({ rows: [['a']] }), options).identify()).optionsSha256;
  const plain = await hashOf({});
  expect(await hashOf({ mergedCells: 'reject', headerRows: 1, batchSize: 5 })).toBe(plain);
  for (const options of [
    { sheet: 'Data' },
    { headerRow: 2 },
    { mergedCells: 'fill' },
    { hiddenRows: 'skip' },
    { numbers: 'shortest' },
    { footerRows: 1 },
    { columnRange: 'A:B' },
    { formats: { a: 'number:1.234,56' } },
  ] as const) {
    expect(await hashOf(options)).not.toBe(plain);
  }
});

it.each<[string, ExcelSourceOptions]>([
  ['headerRow', { headerRow: 0 }],
  ['columnRange', { columnRange: 'B:A' }],
  ['mergedCells', { mergedCells: 'x' as 'fill' }],
  ['hasHeader: false needs columns', { hasHeader: false }],
  ['firstRow needs', { firstRow: 2 }],
  ['batchSize', { batchSize: 0 }],
  ['footerRows', { footerRows: -1 }],
])('an invalid option is refused at once: %s', (message, options) => {
  expect(() => excelSource('in.xlsx', options)).toThrow(message);
  expect(() => excelSource('in.xlsx', options)).toThrow('excelSource cannot start');
});
