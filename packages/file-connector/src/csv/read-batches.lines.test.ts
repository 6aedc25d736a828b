import { describe, expect, it } from 'vitest';
import { cutAt, readText } from '../../test/support/read-text.js';
import type { CsvSourceOptions } from './csv-source-options.js';

/** Reads a text as a whole and byte by byte, and expects the same result. */
async function readBoth(text: string, options: CsvSourceOptions = {}) {
  const bytes = Buffer.from(text);
  const whole = await readText([bytes], options);
  expect(await readText(cutAt(bytes, [...bytes.keys()]), options)).toEqual(whole);
  const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines, footerLines } =
    whole.statistics;
  expect(skippedLines + headerLines + recordLines + blankLines + commentLines + footerLines).toBe(
    lines,
  );
  return whole;
}

const noHeader = { hasHeader: false, columns: ['a'] } as const;

describe('a blank line', () => {
  it.each<[string, string, CsvSourceOptions, (string | null)[], number[]]>([
    ['between records', 'a\nx\n\ny\n', {}, ['x', '', 'y'], [2, 3, 4]],
    ['with a carriage return', 'a\r\nx\r\n\r\ny\r\n', {}, ['x', '', 'y'], [2, 3, 4]],
    ['as the last line', 'a\nx\n\n', {}, ['x', ''], [2, 3]],
    ['alone after the header', 'a\n\n', {}, [''], [2]],
    ['several times', 'a\n\n\n\n', {}, ['', '', ''], [2, 3, 4]],
    ['before a last line without a newline', 'a\n\nx', {}, ['', 'x'], [2, 3]],
    ['beside quoted ones', 'a\n""\n\n""', {}, ['', '', ''], [2, 3, 4]],
    ['below a quoted header', '"a\nb"\n\n1\n', {}, ['', '1'], [3, 4]],
    ['of blanks, which are data', 'a\n \n\t\n', {}, [' ', '\t'], [2, 3]],
    ['in a file without a header', '\n1\n\n', noHeader, ['', '1', ''], [1, 2, 3]],
    ['in a named column', 'a\n\n1\n', { columns: ['a'] }, ['', '1'], [2, 3]],
    ['after skipped lines', 't\n\na\n\n1\n', { skipLines: 2 }, ['', '1'], [4, 5]],
    ['beside comments', 'a\n#\n\n#\n1', { comment: '#' }, ['', '1'], [3, 5]],
    ['where nothing is quoted', 'a\n\n"\n\n', { quote: null }, ['', '"', ''], [2, 3, 4]],
    ['with an escape', 'a\n\n"\\""\n\n', { escape: '\\' }, ['', '"', ''], [2, 3, 4]],
    ['in lenient reading', 'a\n\nx"y\n\n', { policy: 'lenient' }, ['', 'x"y', ''], [2, 3, 4]],
    ['read as NULL', 'a\n\n""\nx\n', { nullValues: [''] }, [null, '', 'x'], [2, 3, 4]],
  ])('in a file of one column is an empty cell: %s', async (_, text, options, cells, lines) => {
    const { rows, lineNumbers, rejected, statistics } = await readBoth(text, options);
    expect(rejected).toEqual([]);
    expect(rows.map((row) => Object.values(row)[0])).toEqual(cells);
    expect(lineNumbers).toEqual(lines);
    expect(statistics).toMatchObject({ blankLines: 0, records: cells.length });
  });

  it('before the header is counted as blank, also in a file of one column', async () => {
    const { rows, lineNumbers, statistics } = await readBoth('\n\na\n1\n');
    expect(rows).toEqual([{ a: '1' }]);
    expect(lineNumbers).toEqual([4]);
    expect(statistics).toMatchObject({ lines: 4, blankLines: 2 });
  });

  it('in a file of several columns is not a record, and is counted as blank', async () => {
    const { rows, rowNumbers, lineNumbers, statistics } = await readBoth(
      '\n\na,b\n\n1,\n\n\n2,\n\n',
    );
    expect(rows).toEqual([
      { a: '1', b: '' },
      { a: '2', b: '' },
    ]);
    expect(rowNumbers).toEqual([1, 2]);
    expect(lineNumbers).toEqual([5, 8]);
    expect(statistics).toMatchObject({ lines: 9, blankLines: 6 });
  });
});

describe('a byte order mark at the start of a record', () => {
  it.each([
    ['before a cell', '\ufeffa,b\n1,x\n\ufeff2,y\n', 1],
    ['before a quoted cell', 'a,b\n1,x\n\ufeff"2","y"\n', 1],
    ['twice at the start of the file', '\ufeff\ufeffa,b\n1,x\n2,y\n', 1],
    ['twice before a record', 'a,b\n1,x\n\ufeff\ufeff2,y\n', 2],
    ['before a comment', 'a,b\n\ufeff#\n1,x\n2,y', 1],
    ['before a blank line', 'a,b\n\ufeff\n1,x\n2,y', 1],
    ['at the very end', 'a,b\n1,x\n2,y\n\ufeff', 1],
    ['before a skipped line', 'a,b\n1,x\n\ufeff2,y', 1],
    ['after a carriage return', 'a,b\r1,x\r\ufeff2,y\r', 1],
  ])('is dropped and counted: %s', async (_, text, byteOrderMarks) => {
    const { rows, rejected, statistics } = await readBoth(text, { comment: '#' });
    expect(rejected).toEqual([]);
    expect(rows).toEqual([
      { a: '1', b: 'x' },
      { a: '2', b: 'y' },
    ]);
    expect(statistics.byteOrderMarks).toBe(byteOrderMarks);
  });

  it('does not hide a repeated header', async () => {
    const { rows, rejected } = await readBoth('\ufeffa,b\n1,x\n\ufeffa,b\n2,y\n');
    expect(rows).toHaveLength(2);
    expect(rejected).toMatchObject([{ lineNumber: 3, code: 'REPEATED_HEADER', input: 'a,b' }]);
  });

  it.each([
    ['with other blanks', 'id, name\n1,x\n\ufeffid,name\n2,y\n'],
    ['in other cases', 'id,name\n1,x\n\ufeffID,Name\n2,y\n'],
    ['in another normal form', 'id,caf\u00e9\n1,x\n\ufeffid,cafe\u0301\n2,y\n'],
  ])('reveals a repeated header, also %s', async (_, text) => {
    const { rows, rejected } = await readBoth(text);
    expect(rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(rejected).toMatchObject([{ lineNumber: 3, code: 'REPEATED_HEADER' }]);
  });

  it.each([
    ['in another order', '\ufeffid,name,kind\n1,x,k\n\ufeffname,id,kind\ny,2,k\n'],
    ['of which some have other names', '\ufeffid,name,kind\n1,x,k\n\ufeffid,sort,kind\n2,s,k\n'],
  ])('fails for a file that was appended with columns %s', async (_, text) => {
    await expect(readBoth(text)).rejects.toThrow(
      /CSV_HEADER_INVALID.*line 3.*read each file separately/,
    );
  });

  it('accepts a record with a column name in one of many cells', async () => {
    const { rows } = await readBoth('id,name,kind\n1,x,k\n\ufeff2,name,k\n');
    expect(rows).toHaveLength(2);
  });

  it('reveals that the name of a lone column is a repeated header, not a cell', async () => {
    const { rows, rejected } = await readBoth('\ufeffa\n1\na\n\ufeff"a"\n2\n');
    expect(rows.map(({ a }) => a)).toEqual(['1', 'a', '2']);
    expect(rejected).toMatchObject([{ lineNumber: 4, code: 'REPEATED_HEADER' }]);
  });

  it('does not hide a quote that was never closed before it', async () => {
    const { rows, rejected } = await readBoth('a,b\n1,"x\n\ufeff"2",y\n');
    expect(rows).toEqual([{ a: '2', b: 'y' }]);
    expect(rejected).toMatchObject([{ lineNumber: 2, code: 'QUOTE_NOT_CLOSED' }]);
  });

  it('is kept inside a cell, or in quotes', async () => {
    const { rows, statistics } = await readBoth('a,b\n"\ufeff1",\ufeffx\n2\ufeff,"y\n\ufeff"\n');
    expect(rows).toEqual([
      { a: '\ufeff1', b: '\ufeffx' },
      { a: '2\ufeff', b: 'y\n\ufeff' },
    ]);
    expect(statistics.byteOrderMarks).toBe(0);
  });

  it('is dropped in UTF-16 as well', async () => {
    const text = Buffer.from('\ufeffa,b\n1,x\n\ufeff2,y\n', 'utf16le');
    const { rows, statistics } = await readText(cutAt(text, [...text.keys()]));
    expect(rows.map(({ a }) => a)).toEqual(['1', '2']);
    expect(statistics.byteOrderMarks).toBe(1);
  });

  it('keeps an empty cell in a file of one column', async () => {
    expect((await readBoth('a\n\ufeff\n\ufeff1\n')).rows).toEqual([{ a: '' }, { a: '1' }]);
  });
});
