import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { excelSource, type ExcelSourceOptions } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { workbookBytes, type WrittenWorkbook } from '../support/workbook.js';

const path = temporaryFolder();

async function read(workbook: WrittenWorkbook, options: ExcelSourceOptions = {}) {
  await writeFile(path('in.xlsx'), workbookBytes(workbook));
  const source = excelSource(path('in.xlsx'), options);
  const found = await readSource(source);
  const { statistics } = source;
  const kinds = Object.entries(statistics).filter(([name]) => name.endsWith('Lines'));
  expect(statistics.lines).toBe(kinds.reduce((sum, [, count]) => sum + Number(count), 0));
  expect(statistics.records).toBe(statistics.rows + statistics.malformed);
  expect(statistics.recordLines).toBe(statistics.records);
  return { ...found, statistics };
}

/** Reads the cells of one row below a header of their columns. */
async function cellsOf(
  cells: readonly string[],
  workbook: WrittenWorkbook = {},
  options: ExcelSourceOptions = {},
) {
  const names = cells.map((_, index) => `<c t="str"><v>c${index + 1}</v></c>`).join('');
  const rows = `<row r="1">${names}</row><row r="2">${cells.join('')}</row>`;
  return read({ ...workbook, rows }, options);
}

const valuesOf = async (...how: Parameters<typeof cellsOf>) =>
  Object.values((await cellsOf(...how)).rows[0] ?? {});
const faultOf = async (cell: string, workbook: WrittenWorkbook = {}) => {
  const { rejected } = await cellsOf(['<c r="A2"><v>1</v></c>', cell], workbook);
  return rejected[0];
};

describe('a cell', () => {
  it('with two values is rejected, and values of extensions are none', async () => {
    for (const cell of ['<v>1</v><v>2</v>', '<v>1</v><is><t>2</t></is>']) {
      expect(await faultOf(`<c>${cell}</c>`)).toMatchObject({ code: 'CELL_INVALID' });
    }
    const extended = '<c><v>1</v><extLst><ext><x14:v xmlns:x14="u">77</x14:v></ext></extLst></c>';
    expect(await valuesOf([extended])).toEqual(['1']);
  });

  it('is read as text from shared, inline and formula strings, runs joined, phonetics left out', async () => {
    const strings =
      '<si><t xml:space="preserve"> a </t></si><si><r><t>b</t></r><r><rPr><b/></rPr><t>&amp;c</t></r><rPh sb="0" eb="1"><t>X</t></rPh></si><si><t/></si>';
    expect(
      await valuesOf(
        [
          '<c t="s"><v>0</v></c>',
          '<c t="s"><v>1</v></c>',
          '<c t="s"><v>2</v></c>',
          '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
          '<c t="str"><f>A1&amp;"x"</f><v>f_x000D_\n_x005F_x0041_</v></c>',
          '<c t="str"><f>""</f><v></v></c>',
        ],
        { strings },
      ),
    ).toEqual([' a ', 'b&c', '', 'inline', 'f\r\n_x0041_', '']);
  });

  it('is a number with the digits of the file, without exponent', async () => {
    const numbers = ['0.1', '1E+20', '-1.5E-3', '0.30000000000000004', '12345678901234567', '-0'];
    expect(await valuesOf(numbers.map((number) => `<c><v>${number}</v></c>`))).toEqual([
      '0.1',
      '100000000000000000000',
      '-0.0015',
      '0.30000000000000004',
      '12345678901234567',
      '-0',
    ]);
  });

  it('is a number with the fewest digits that Excel does not distinguish, with numbers: shortest', async () => {
    const numbers = ['1.1000000000000001', '0.30000000000000004', '12345678901234567', '1.50'];
    const cells = numbers.map((number) => `<c><v>${number}</v></c>`);
    expect(await valuesOf(cells, {}, { numbers: 'shortest' })).toEqual([
      '1.1',
      '0.30000000000000004',
      '12345678901234567',
      '1.50',
    ]);
  });

  it('is true or false for a boolean, also of a formula', async () => {
    const cells = ['<c t="b"><v>1</v></c>', '<c t="b"><f>1=2</f><v>0</v></c>'];
    expect(await valuesOf(cells)).toEqual(['true', 'false']);
  });

  it('is a date, a time or a duration by its number format', async () => {
    const formats = [14, 22, 'hh:mm:ss', '[h]:mm', 'yyyy"-"mm', '0.00', '[$-407]d. mmmm yyyy;@'];
    const cells = [
      '<c s="1"><v>45721</v></c>',
      '<c s="2"><v>45721.572916666664</v></c>',
      '<c s="3"><v>0.57291666666666663</v></c>',
      '<c s="4"><v>1.5</v></c>',
      '<c s="5"><v>45721.5</v></c>',
      '<c s="6"><v>45721</v></c>',
      '<c s="7"><f>TODAY()</f><v>45721</v></c>',
      '<c s="3"><v>45721.25</v></c>',
      '<c t="d" s="1"><v>2025-03-05T00:00:00</v></c>',
    ];
    expect(await valuesOf(cells, { formats })).toEqual([
      '2025-03-05',
      '2025-03-05T13:45:00',
      '13:45:00',
      '36:00:00',
      '2025-03-05T12:00:00',
      '45721',
      '2025-03-05',
      '2025-03-05T06:00:00',
      '2025-03-05',
    ]);
  });

  it('is a day of the calendar of 1904 where the workbook says so', async () => {
    const workbook = { formats: [14], workbookPr: '<workbookPr date1904="1"/>' };
    expect(
      await valuesOf(['<c s="1"><v>44259</v></c>', '<c s="1"><v>0</v></c>'], workbook),
    ).toEqual(['2025-03-05', '1904-01-01']);
  });

  it.each<[string, string, string, WrittenWorkbook?]>([
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', 'CELL_ERROR'],
    ['an error of a formula', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 'CELL_ERROR'],
    ['a formula without value', '<c r="B2"><f>SUM(A1)</f></c>', 'FORMULA_WITHOUT_VALUE'],
    ['a formula with an empty value', '<c r="B2"><f>A1</f><v/></c>', 'FORMULA_WITHOUT_VALUE'],
    ['29 February 1900', '<c r="B2" s="1"><v>60</v></c>', 'NOT_A_DATE', { formats: [14] }],
    ['a negative date', '<c r="B2" s="1"><v>-1</v></c>', 'NOT_A_DATE', { formats: [14] }],
    ['a day after 9999', '<c r="B2" s="1"><v>2958466</v></c>', 'NOT_A_DATE', { formats: [14] }],
    ['a number that is none', '<c r="B2"><v>1,5</v></c>', 'CELL_INVALID'],
    ['a boolean that is none', '<c r="B2" t="b"><v>yes</v></c>', 'CELL_INVALID'],
    ['an unknown type', '<c r="B2" t="x"><v>1</v></c>', 'CELL_INVALID'],
    ['an unknown style', '<c r="B2" s="9"><v>1</v></c>', 'CELL_INVALID'],
    ['the address of another row', '<c r="B3"><v>1</v></c>', 'CELL_INVALID'],
    ['NUL', '<c r="B2" t="str"><v>_x0000_</v></c>', 'NUL_BYTE'],
    ['half a surrogate pair', '<c r="B2" t="str"><v>_xD83D_</v></c>', 'INVALID_TEXT'],
  ])('with %s is rejected by its address', async (_what, cell, code, workbook) => {
    const fault = await faultOf(cell, workbook);
    expect(fault).toMatchObject({ code, field: 'c2', rowNumber: 1, lineNumber: 2 });
    expect(fault?.message).toMatch(/^cell B2 of sheet "Data" /);
  });

  it('names its error, but no value, in the message', async () => {
    expect((await faultOf('<c r="B2" t="e"><v>#REF!</v></c>'))?.message).toBe(
      'cell B2 of sheet "Data" is the error #REF!',
    );
    expect((await faultOf('<c r="B2" t="e"><v>secret</v></c>'))?.message).toContain('is an error');
  });
});

describe('the rows of a sheet', () => {
  it('are header, records and blank rows by their numbers, also rows that are not stored', async () => {
    const rows =
      '<row r="2"><c r="B2" t="str"><v>a</v></c><c r="C2" t="str"><v>b</v></c></row><row r="4"><c r="B4"><v>1</v></c></row><row r="7"><c r="C7"><v>2</v></c></row><row r="9"><c r="A9" s="0"/></row>';
    const { rows: found, lineNumbers, statistics } = await read({ rows });
    expect(found).toEqual([
      { a: '1', b: '' },
      { a: '', b: '2' },
    ]);
    expect(lineNumbers).toEqual([4, 7]);
    expect(statistics).toMatchObject({ lines: 9, headerLines: 1, blankLines: 6, recordLines: 2 });
  });

  it('begin at headerRow, and rows above are skipped', async () => {
    const rows = [['Report'], [], ['a', 'b'], ['1', '2']];
    const { rows: found, statistics } = await read({ rows }, { headerRow: 3 });
    expect(found).toEqual([{ a: '1', b: '2' }]);
    expect(statistics).toMatchObject({ skippedLines: 2, headerLines: 1, blankLines: 0 });
  });

  it('need no header with columns', async () => {
    const options = { hasHeader: false, columns: ['x', 'y'], firstRow: 2 } as const;
    const { rows: found, statistics } = await read({ rows: [['t'], ['1', '2']] }, options);
    expect(found).toEqual([{ x: '1', y: '2' }]);
    expect(statistics).toMatchObject({ skippedLines: 1, headerLines: 0, rows: 1 });
  });

  it('are malformed with a value beside the columns, which columnRange ignores', async () => {
    const rows = [
      ['', 'a', 'b'],
      ['x', '1', '2'],
      ['', '3', '4', 'y'],
      ['', '5', '6'],
    ];
    const { rows: found, rejected } = await read({ rows });
    expect(found).toEqual([{ a: '5', b: '6' }]);
    expect(rejected).toMatchObject([
      { code: 'TOO_MANY_FIELDS', lineNumber: 2, input: 'x,1,2' },
      { code: 'TOO_MANY_FIELDS', lineNumber: 3, input: ',3,4,y' },
    ]);
    expect(rejected.map(({ message }) => message.split(' in ')[1])).toEqual([
      'cell A2 of sheet "Data"',
      'cell D3 of sheet "Data"',
    ]);
    expect((await read({ rows }, { columnRange: 'B:C' })).rows).toHaveLength(3);
  });

  it('have null, renamed and snake case columns as in a CSV file', async () => {
    const rows = [
      ['Order Id', 'N'],
      ['1', ''],
    ];
    const options = { nullValues: [''], snakeCase: true, renameColumns: { N: 'note' } };
    expect((await read({ rows }, options)).rows).toEqual([{ order_id: '1', note: null }]);
  });

  it('are an error where more than maxConsecutiveMalformed in a row are malformed', async () => {
    const rows = [['a'], ['1', 'x'], ['2', 'x'], ['3', 'x']];
    const reading = read({ rows }, { maxConsecutiveMalformed: 2 });
    await expect(reading).rejects.toMatchObject({ code: 'TOO_MANY_MALFORMED', category: 'data' });
    await expect(reading).rejects.toThrow(
      'line 2 (TOO_MANY_FIELDS). Correct that row of the sheet',
    );
  });

  it('are in batches of at most 25,000 cells, the first one with the columns', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    await writeFile(
      path('in.xlsx'),
      workbookBytes({ rows: [names, ...Array.from({ length: 60 }, () => names.map(() => '1'))] }),
    );
    const sizes: number[] = [];
    for await (const { rows, columns } of excelSource(path('in.xlsx')).read()) {
      expect(columns).toEqual(sizes.length === 0 ? names : undefined);
      sizes.push(rows.length);
    }
    expect(sizes).toEqual([25, 25, 10]);
  });
});
