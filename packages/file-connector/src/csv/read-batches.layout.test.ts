import { describe, expect, it } from 'vitest';
import { cutAt, longTitle, readText } from '../../test/support/read-text.js';
import { type CsvSourceOptions, csvOptionsHash } from './csv-source-options.js';

/** Reads a text; expects the same result as a whole and byte by byte, below a title. */
async function read(text: string, options: CsvSourceOptions = {}) {
  const bytes = Buffer.from(longTitle + text);
  const below = { ...options, skipLines: 1 + (options.skipLines ?? 0) };
  expect(await readText(cutAt(bytes, [...bytes.keys()]), below)).toEqual(
    await readText([bytes], below),
  );
  const whole = await readText(text, options);
  const rejected = whole.rejected.map(({ code, lineNumber }) => `${code} ${lineNumber}`);
  return { ...whole, rejected, cells: whole.rows.map((row) => Object.values(row)) };
}

const refusal = (text: string, options: CsvSourceOptions = {}): Promise<unknown> =>
  readText(text, options).then(
    () => 'nothing',
    (error: unknown) => error,
  );

describe('duplicateHeaders and emptyHeaders', () => {
  it('number names that occur again and columns without a name', async () => {
    const { rows } = await read('a,a_2,a,,\n1,2,3,4,5\n', {
      duplicateHeaders: 'number',
      emptyHeaders: 'number',
    });
    expect(rows).toEqual([{ a: '1', a_2: '2', a_3: '3', column_4: '4', column_5: '5' }]);
  });

  it('give names that are renamed, expected and converted like any other', async () => {
    const text = 'Big Name,big name,x,x\n1,2,3,4\n';
    const number = { duplicateHeaders: 'number' } as const;
    const { rows } = await read(text, { ...number, snakeCase: true, renameColumns: { x_2: 'y' } });
    expect(rows).toEqual([{ big_name: '1', big_name_2: '2', x: '3', y: '4' }]);
    const columns = ['x', 'x_2', 'Big Name', 'big name'];
    expect((await read(text, { ...number, columns })).rows).toHaveLength(1);
  });

  it('do not number a name that a renaming gives twice', async () => {
    const error = await refusal('a,b\n1,2\n', {
      duplicateHeaders: 'number',
      renameColumns: { a: 'b' },
    });
    expect(error).toMatchObject({ code: 'CSV_HEADER_INVALID' });
  });

  it('reject a repeated header as it is in the file', async () => {
    const { rejected } = await read('a,a\n1,2\na,a\n3,4\n', { duplicateHeaders: 'number' });
    expect(rejected).toEqual(['REPEATED_HEADER 3']);
  });

  it.each([
    ['a,a\n1,2\n', "duplicateHeaders: 'number' for equal names"],
    ['a,,b\n1,2,3\n', "emptyHeaders: 'number' for columns without a name"],
    ['a,b,\n1,2,\n', "trailingDelimiter: 'ignore' for a delimiter after the last name"],
    ['P,,V,\na,b,c,d\n', 'headerRows: 2 for a header of two rows'],
  ])('are named by the error of the header %j', async (text, option) => {
    expect(await refusal(text)).toMatchObject({
      code: 'CSV_HEADER_INVALID',
      summary: expect.stringContaining(option) as string,
    });
  });
});

describe('headerRows', () => {
  it('joins the rows of the header, and numbers records after them', async () => {
    const { rows, rowNumbers, lineNumbers, statistics } = await read(
      'T\n\nP,P\n\nlow,high\n1,2\n',
      { skipLines: 1, headerRows: 2, headerJoin: '_' },
    );
    expect(rows).toEqual([{ P_low: '1', P_high: '2' }]);
    expect([rowNumbers, lineNumbers]).toEqual([[1], [6]]);
    expect(statistics).toMatchObject({ headerLines: 2, skippedLines: 1, blankLines: 2 });
  });

  it('repeats merged cells to the right where asked to', async () => {
    const text = ',P,,V,\nday,low,high,low,high\n1,2,3,4,5\n';
    const { rows } = await read(text, { headerRows: 2, headerFill: 'right' });
    expect(Object.keys(rows[0] ?? {})).toEqual(['day', 'P low', 'P high', 'V low', 'V high']);
  });

  it('rejects each row of a repeated header', async () => {
    const { rejected, cells } = await read('P,P\na,b\n1,2\nP,P\na,b\n3,4\n', { headerRows: 2 });
    expect(rejected).toEqual(['REPEATED_HEADER 4', 'REPEATED_HEADER 5']);
    expect(cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('refuses rows with different numbers of cells, by their lines', async () => {
    expect(await refusal('P\na,b\n1,2\n', { headerRows: 2 })).toMatchObject({
      code: 'CSV_HEADER_INVALID',
      summary: expect.stringContaining(
        '(lines 1 to 2) cannot be used: its 2 rows have different numbers of cells (1, 2)',
      ) as string,
    });
  });

  it('refuses a malformed row of the header, by its line', async () => {
    expect(await refusal('a,b\nc,"d\n1,2\n', { headerRows: 2 })).toMatchObject({
      code: 'CSV_HEADER_INVALID',
      context: { lineNumber: 2 },
    });
  });

  it('reports the first fault of its rows in whatever pieces they arrive', async () => {
    const text = Buffer.concat([
      Buffer.from(`${longTitle}a,`),
      Buffer.of(0xff),
      Buffer.from('\nb,"c'),
    ]);
    for (const pieces of [[text], cutAt(text, [...text.keys()])]) {
      const read = readText(pieces, { headerRows: 2, skipLines: 1 });
      await expect(read).rejects.toMatchObject({ code: 'INVALID_ENCODING' });
    }
  });

  it('refuses a file that ends within its header', async () => {
    expect(await refusal('a,b\n', { headerRows: 2 })).toMatchObject({
      code: 'CSV_NO_HEADER',
      summary: expect.stringContaining('1 of the 2 rows') as string,
    });
  });
});

describe('skipAfterHeader', () => {
  it('skips lines after the header, whatever they contain', async () => {
    const { cells, lineNumbers, statistics } = await read('a,b\nkg,"\n\n1,2\n', {
      skipAfterHeader: 2,
    });
    expect(cells).toEqual([['1', '2']]);
    expect(lineNumbers).toEqual([4]);
    expect(statistics).toMatchObject({ skippedLines: 2, headerLines: 1, recordLines: 1 });
  });

  it('rejects the same lines after a repeated header', async () => {
    const { rejected, cells } = await read('a,b\nkg,m\n1,2\na,b\nkg,m\n3,4\n', {
      skipAfterHeader: 1,
    });
    expect(rejected).toEqual(['REPEATED_HEADER 4', 'REPEATED_HEADER 5']);
    expect(cells).toHaveLength(2);
  });
});

describe('footerRows', () => {
  it('takes the last records for the footer, malformed ones too', async () => {
    const { cells, rejected, statistics } = await read('a,b\n1,2\n"x\ny",\n\nTotal "2"\n', {
      footerRows: 2,
    });
    expect([cells, rejected]).toEqual([[['1', '2']], []]);
    expect(statistics).toMatchObject({ footerLines: 3, recordLines: 1, blankLines: 1, records: 1 });
  });

  it('keeps the footer from the records that lenient learns from', async () => {
    const { cells, statistics } = await read('a,b\n1,2,\n3,4,\nTotal,6\n', {
      footerRows: 1,
      policy: 'lenient',
    });
    expect(cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(statistics.footerLines).toBe(1);
  });

  it('refuses a file with fewer records', async () => {
    expect(await refusal('a,b\nTotal,0\n', { footerRows: 2 })).toMatchObject({
      code: 'CSV_FOOTER_MISSING',
      category: 'data',
    });
  });
});

describe('footer', () => {
  const footer = [{ startsWith: 'Total' }, { equals: 'end' }];

  it('takes the last records that match', async () => {
    const { cells, statistics } = await read('a,b\n1,2\n,Total: 2\n\nend\n', { footer });
    expect(cells).toEqual([['1', '2']]);
    expect(statistics).toMatchObject({ footerLines: 2, recordLines: 1 });
  });

  it('rejects a record that matches before other records', async () => {
    const { cells, rejected } = await read('a,b\n1,2\nTotal,2\n3,4\nTotal,6\n', { footer });
    expect(rejected).toEqual(['FOOTER_AMONG_RECORDS 3']);
    expect(cells).toHaveLength(2);
  });

  it('accepts a file without a footer', async () => {
    expect((await read('a,b\n1,2\n', { footer })).statistics.footerLines).toBe(0);
  });
});

describe('trailingDelimiter: ignore', () => {
  const ignore = { trailingDelimiter: 'ignore' } as const;

  it.each([
    ['header and records', 'a,b,\n1,2,\n3,,\n'],
    ['the header', 'a,b,\n1,2\n3,\n'],
    ['the records', 'a,b\n1,2,\n3,,\n'],
  ])('drops the empty cell after the last delimiter of %s', async (_, text) => {
    const { cells, rejected } = await read(text, ignore);
    expect(cells).toEqual([
      ['1', '2'],
      ['3', ''],
    ]);
    expect(rejected).toEqual([]);
  });

  it.each([
    ['a cell that is not empty', 'a,b,\n1,2,3\n', 'TOO_MANY_FIELDS 2'],
    ['an empty cell in quotes', 'a,b,\n1,2,""\n', 'TOO_MANY_FIELDS 2'],
    ['two delimiters', 'a,b,\n1,2,,\n', 'TOO_MANY_FIELDS 2'],
    ['a record that lacks it', 'a,b,\n1,2,\n3,4\n', 'TOO_FEW_FIELDS 3'],
    ['a record that lacks a cell', 'a,b,\n1,2,\n3,\n', 'TOO_FEW_FIELDS 3'],
    ['a record that alone has it', 'a,b\n1,2\nx, y,\n', 'TOO_MANY_FIELDS 3'],
  ])('rejects %s', async (_, text, rejected) => {
    expect((await read(text, ignore)).rejected).toEqual([rejected]);
  });

  it('is named by the fault of a record with an empty cell too many', async () => {
    const { rejected } = await readText('a,b\n1,2,\n');
    expect(rejected[0]?.message).toBe(
      "expected 2 fields, found 3, the last one empty: trailingDelimiter: 'ignore' drops it where every record ends in a delimiter",
    );
  });

  it('works in a file without a header, and drops the last cell of several header rows', async () => {
    const columns = { hasHeader: false, columns: ['a', 'b'] } as const;
    expect((await read('1,2,\n', { ...ignore, ...columns })).cells).toEqual([['1', '2']]);
    const { rows } = await read('P,,\na,b,\n1,2,\n', {
      ...ignore,
      headerRows: 2,
      headerFill: 'right',
    });
    expect(rows).toEqual([{ 'P a': '1', 'P b': '2' }]);
  });
});

describe('trimQuoted', () => {
  const text = 'a,b\n x ,"\t y "\n,"\u00a0z"\n';

  it.each([
    [false, ['x', '\t y ']],
    [true, ['x', 'y']],
  ])('%s reads the cells of a record', async (trimQuoted, cells) => {
    const read1 = await read(text, { trimBlanks: true, trimQuoted });
    expect(read1.cells).toEqual([cells, ['', '\u00a0z']]);
  });

  it('comes before nullValues and formats', async () => {
    const options = { trimBlanks: true, trimQuoted: true, nullQuoted: true };
    const { cells } = await read('a,b\n" NA "," "\n', { ...options, nullValues: ['', 'NA'] });
    expect(cells).toEqual([[null, null]]);
  });

  it('drops an empty cell of blanks after the last delimiter, but not a quoted one', async () => {
    const options = { trimBlanks: true, trailingDelimiter: 'ignore' } as const;
    const { cells, rejected } = await read('a,b,\n1,2, \n3,4,"" \n', options);
    expect([cells, rejected]).toEqual([[['1', '2']], ['TOO_MANY_FIELDS 3']]);
  });
});

describe('nullValues with an empty text', () => {
  const text = 'a,b\n"",x\n,y\n';

  it.each<[string, CsvSourceOptions, (string | null)[]]>([
    ['unquoted empty cells only', { nullValues: [''] }, ['', null]],
    ['quoted empty cells too', { nullValues: [''], nullQuoted: true }, [null, null]],
  ])('makes %s null', async (_, options, cells) => {
    const { rows } = await read(text, options);
    expect(rows.map((row) => row['a'])).toEqual(cells);
  });
});

describe('the options of a layout', () => {
  it.each<[CsvSourceOptions, string]>([
    [{ trimQuoted: true }, 'trimQuoted needs trimBlanks'],
    [{ trailingDelimiter: 'drop' as never }, 'trailingDelimiter must be error or ignore'],
    [{ trailingDelimiter: 'ignore', policy: 'lenient' }, 'needs policy: strict'],
    [{ headerRows: 0 }, 'headerRows must be a whole number'],
    [{ hasHeader: false, columns: ['a'], headerRows: 2 }, 'need a header'],
  ])('refuse %j', async (options, problem) => {
    expect(await refusal('a\n', options)).toMatchObject({
      code: 'INVALID_OPTION',
      category: 'usage',
      summary: expect.stringContaining(problem) as string,
    });
  });

  it('are part of the hash of the options, an explicit default is not', () => {
    const plain = csvOptionsHash({});
    const changed: CsvSourceOptions[] = [
      { headerRows: 2 },
      { headerRows: 2, headerJoin: '_' },
      { headerRows: 2, headerFill: 'right' },
      { duplicateHeaders: 'number' },
      { emptyHeaders: 'number' },
      { skipAfterHeader: 1 },
      { footerRows: 1 },
      { footer: { equals: 'x' } },
      { trimBlanks: true },
      { trimBlanks: true, trimQuoted: true },
      { trailingDelimiter: 'ignore' },
    ];
    expect(new Set([plain, ...changed.map(csvOptionsHash)]).size).toBe(changed.length + 1);
    expect(csvOptionsHash({ headerRows: 1, headerJoin: ' ', headerFill: 'none' })).toBe(plain);
    expect(csvOptionsHash({ duplicateHeaders: 'error', emptyHeaders: 'error' })).toBe(plain);
    expect(csvOptionsHash({ skipAfterHeader: 0, footerRows: 0, footer: [] })).toBe(plain);
    expect(csvOptionsHash({ trimQuoted: false, trailingDelimiter: 'error' })).toBe(plain);
    expect(csvOptionsHash({ footer: [{ equals: 'x' }] })).toBe(
      csvOptionsHash({ footer: { equals: 'x' } }),
    );
  });
});
