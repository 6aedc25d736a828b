import { describe, expect, it } from 'vitest';
import { readText } from '../../test/support/read-text.js';
import { readBothWays, rowsOf } from '../../test/support/rows-of.js';

const mysql = { delimiter: '\t', quote: null, escapes: 'mysql', newline: '\n' } as const;
const enclosed = { ...mysql, delimiter: ',', quote: '"' } as const;
const postgres = { delimiter: '\t', quote: null, escapes: 'postgres' } as const;

describe("MySQL's escapes", () => {
  it('are read in every field', async () => {
    const text = 'a\tb\n\\t\\n\\r\\b\\Z\t\\\\n\\"\\q\n';
    expect(await rowsOf(text, mysql)).toEqual([{ a: '\t\n\r\b\x1a', b: '\\n"q' }]);
  });

  it('make a delimiter and a newline data', async () => {
    const text = 'a\tb\nx\\\ty\tline 1\\\nline 2\n\\\\\tz\r\n';
    const { rows, lineNumbers } = await readBothWays(text, mysql);
    expect(rows).toEqual([
      { a: 'x\ty', b: 'line 1\nline 2' },
      { a: '\\', b: 'z\r' },
    ]);
    expect(lineNumbers).toEqual([2, 4]);
  });

  it('make the first character of a longer delimiter or separator data', async () => {
    const options = { ...mysql, delimiter: '||', newline: undefined, recordSeparator: ';;' };
    expect(await rowsOf('a||b;;x\\|\\|||y\\;;;', options)).toEqual([{ a: 'x||', b: 'y;' }]);
  });

  it('distinguish NULL from its letters', async () => {
    const options = { ...mysql, nullValues: ['\\N', ''] };
    expect(await rowsOf('a\tb\tc\td\n\\N\tN\t\\\\N\tx\\N\n\t\\N\t\\N\tNULL\n', options)).toEqual([
      { a: null, b: 'N', c: '\\N', d: 'xN' },
      { a: null, b: null, c: null, d: 'NULL' },
    ]);
  });

  it('reject a NUL character, and name its column', async () => {
    const { rows, rejected } = await readBothWays('a\tb\n1\t\\0\n2\t\\\\0\n', mysql);
    expect(rows).toEqual([{ a: '2', b: '\\0' }]);
    expect(rejected).toMatchObject([{ code: 'NUL_BYTE', field: 'b', lineNumber: 2 }]);
  });

  it('are read inside quotes too, where quotes may be doubled', async () => {
    const text =
      '"a","b"\n"x\\",y","""z"\n\\N,"\\\\"\n"line 1\\\nline 2\nline 3",NULL\n"NULL","\\n"\n"\\N",\\NULL\n';
    const options = { ...enclosed, nullValues: ['\\N', 'NULL'] };
    expect(await rowsOf(text, options)).toEqual([
      { a: 'x",y', b: '"z' },
      { a: null, b: '\\' },
      { a: 'line 1\nline 2\nline 3', b: null },
      { a: 'NULL', b: '\n' },
      // As MySQL reads them, which writes neither.
      { a: null, b: null },
    ]);
  });

  it.each([
    ['a stray quote', '1"2,3', 'STRAY_QUOTE'],
    ['text after a closing quote', '"1"2,3', 'TEXT_AFTER_QUOTE'],
    ['a quote never closed', '"1,3', 'QUOTE_NOT_CLOSED'],
    ['too few fields', '1\\,2', 'TOO_FEW_FIELDS'],
  ])('reject %s under either policy, and the neighbours are read', async (_, record, code) => {
    for (const policy of ['strict', 'lenient'] as const) {
      const text = `a,b\n1,2\n${record}\n"3","4"\n`;
      const { rows, rejected } = await readBothWays(text, { ...enclosed, policy });
      expect(rows).toHaveLength(2);
      expect(rejected).toMatchObject([{ code, lineNumber: 3, input: record }]);
    }
  });
});

describe("PostgreSQL's escapes", () => {
  it('are letters, and octal and hexadecimal bytes of UTF-8', async () => {
    const text =
      'a\tb\n\\b\\f\\n\\r\\t\\v\t\\101\\x42\\x4g\\303\\251\\xC3\\xa9é\\1234\\8\\xg\\N.\n';
    expect(await rowsOf(text, postgres)).toEqual([
      { a: '\b\f\n\r\t\v', b: 'AB\x04gééé' + 'S4' + '8' + 'xg' + 'N.' },
    ]);
  });

  it('drop the ninth bit of an octal number', async () => {
    expect(await rowsOf('a\n\\501\n', postgres)).toEqual([{ a: 'A' }]);
  });

  it('reject bytes that do not decode, and NUL', async () => {
    const text = 'a\tb\n1\t\\303\n2\t\\000\n3\t\\x0\n5\t\\\\303\n';
    const { rows, rejected } = await readBothWays(text, postgres);
    expect(rows).toEqual([{ a: '5', b: '\\303' }]);
    expect(rejected.map(({ code, field }) => [code, field])).toEqual([
      ['INVALID_ENCODING', 'b'],
      ['NUL_BYTE', 'b'],
      ['NUL_BYTE', 'b'],
    ]);
  });

  it('make a newline of two characters data as one', async () => {
    expect(await rowsOf('a\r\nx\\\r\ny\r\n', postgres)).toEqual([{ a: 'x\r\ny' }]);
  });

  it('compare null values with the text of the file', async () => {
    const options = { ...postgres, nullValues: ['\\N', 'a\\b'] };
    expect(await rowsOf('x\ty\n\\N\ta\\b\n\\x4e\ta\\bc\n\\\\N\ta\\x08\n', options)).toEqual([
      { x: null, y: null },
      { x: 'N', y: 'a\bc' },
      { x: '\\N', y: 'a\b' },
    ]);
  });

  it('reject a backslash at the end of the file', async () => {
    const { rows, rejected } = await readBothWays('a\tb\n1\t2\n3\t4\\', postgres);
    expect(rows).toEqual([{ a: '1', b: '2' }]);
    expect(rejected).toMatchObject([{ code: 'UNFINISHED_ESCAPE', lineNumber: 3, input: '3\t4\\' }]);
  });

  it('end the last line with an escaped newline, also of a malformed record and of a footer', async () => {
    const text = 'a\tb\n1\t2\n3\\\n';
    const { rejected, statistics } = await readBothWays(text, postgres);
    expect(rejected).toMatchObject([{ lineNumber: 3, message: 'expected 2 fields, found 1' }]);
    expect(statistics).toMatchObject({ lines: 3, recordLines: 2 });
    const footer = await readText(text, { ...postgres, footerRows: 1 });
    expect(footer.statistics).toMatchObject({ lines: 3, recordLines: 1, footerLines: 1 });
  });

  it('count an escaped newline once where a record is too large', async () => {
    const text = 'a\n123456\\\r\n8\nx\n';
    for (const maxRecordBytes of [6, 7, 8, 9]) {
      const read = await readBothWays(text, { ...postgres, maxRecordBytes });
      expect(read.statistics).toMatchObject({ lines: 4, recordLines: 3 });
      expect(read.rejected[0]).toMatchObject({ code: 'RECORD_TOO_LARGE', lineNumber: 2 });
      expect(read.lineNumbers.at(-1)).toBe(4);
    }
  });

  it('leave a blank line an empty cell in a file of one column', async () => {
    expect(await rowsOf('a\n\n\\\n\n', postgres)).toEqual([{ a: '' }, { a: '\n' }]);
  });
});

describe('the marker of the end', () => {
  const options = { ...postgres, endMarker: '\\.' };

  it('counts as skipped, with the blank lines after it', async () => {
    const { rows, statistics } = await readBothWays('a\n1\n\\.\n\n\n', options);
    expect(rows).toEqual([{ a: '1' }]);
    expect(statistics).toMatchObject({ lines: 5, skippedLines: 1, blankLines: 2 });
    expect((await readBothWays('a\n1\n\\.', options)).statistics.skippedLines).toBe(1);
  });

  it('rejects every line after it', async () => {
    const { rows, rejected } = await readBothWays('a\tb\n1\t2\n\\.\n3\t4\n\\.\n#', options);
    expect(rows).toEqual([{ a: '1', b: '2' }]);
    expect(rejected.map(({ code, lineNumber }) => [code, lineNumber])).toEqual([
      ['AFTER_END_MARKER', 4],
      ['AFTER_END_MARKER', 5],
      ['AFTER_END_MARKER', 6],
    ]);
  });

  it('is a whole line', async () => {
    expect(await rowsOf('a\n\\.x\n\\\\.\n', options)).toEqual([{ a: '.x' }, { a: '\\.' }]);
  });
});

describe('options that are ambiguous with escapes', () => {
  it.each([
    [{ escapes: 'oracle' as 'mysql' }, 'escapes must be mysql or postgres'],
    [{ escapes: 'postgres' as const }, 'postgres needs quote: null'],
    [{ ...mysql, escape: '^' }, 'escape cannot be combined with escapes'],
    [{ ...mysql, trimBlanks: true }, 'trimBlanks cannot be combined with escapes'],
    [{ ...mysql, delimiter: 'n' }, 'delimiter must not contain letters'],
    [{ ...mysql, newline: undefined, recordSeparator: '\\' }, 'recordSeparator must not contain'],
    [{ ...mysql, quote: '\\' }, 'quote must not be'],
  ])('refuses %j by name', async (options, problem) => {
    await expect(readText('a', options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(problem) as string,
    });
  });
});
