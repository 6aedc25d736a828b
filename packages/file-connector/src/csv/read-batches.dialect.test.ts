import { describe, expect, it } from 'vitest';
import { cutAt, readText } from '../../test/support/read-text.js';
import type { CsvSourceOptions } from './csv-source-options.js';

async function rowsOf(text: string, options: CsvSourceOptions): Promise<unknown[]> {
  const whole = await readText(text, options);
  const bytes = Buffer.from(text);
  const bytewise = await readText(cutAt(bytes, [...bytes.keys()]), options);
  expect(bytewise).toEqual(whole);
  expect(whole.rejected).toEqual([]);
  return whole.rows;
}

describe('readBatches in another dialect', () => {
  it.each([';', '\t', '|', ' '])('splits fields at %j', async (delimiter) => {
    const text = ['a', 'b'].join(delimiter) + '\n' + ['"1,2"', '3'].join(delimiter);
    expect(await rowsOf(text, { delimiter })).toEqual([{ a: '1,2', b: '3' }]);
  });

  it('accepts another quote and reads double quotes as data', async () => {
    expect(await rowsOf("a,b\n'x,''y',\"z\n", { quote: "'" })).toEqual([{ a: "x,'y", b: '"z' }]);
  });

  it('reads every quote as data where quote is null', async () => {
    const options = { quote: null, delimiter: '\t' };
    expect(await rowsOf('a\tb\n"x\t5" pipe\n', options)).toEqual([{ a: '"x', b: '5" pipe' }]);
  });

  it('reads an escape before a quote and before itself, and as data elsewhere', async () => {
    const text = 'a,b\n"say \\"hi\\", \\n","C:\\\\"\n\\,"x\ny"\n"",\\"\n';
    const { rows, rejected } = await readText(text, { escape: '\\' });
    expect(rows).toEqual([
      { a: 'say "hi", \\n', b: 'C:\\' },
      { a: '\\', b: 'x\ny' },
    ]);
    expect(rejected).toMatchObject([{ code: 'STRAY_QUOTE', lineNumber: 5 }]);
    expect(await rowsOf('a\n"\\""\n"\\\\"\n', { escape: '\\' })).toEqual([{ a: '"' }, { a: '\\' }]);
  });

  it('skips comments between records, and keeps such lines inside a record', async () => {
    const text = '// first\na,b\n//\n1,"x\n// y"\n//last "line';
    expect(await rowsOf(text, { comment: '//' })).toEqual([{ a: '1', b: 'x\n// y' }]);
  });

  it('skips lines before the header, whatever quotes they contain', async () => {
    const text = 'Report "2025\n\na,b\n1,2\n';
    expect(await rowsOf(text, { skipLines: 2 })).toEqual([{ a: '1', b: '2' }]);
    await expect(readText('x\ny', { skipLines: 3 })).rejects.toMatchObject({
      code: 'CSV_NO_HEADER',
    });
  });

  it.each([
    ['\n', 'a,b\n1\r,2\r\n', { a: '1\r', b: '2\r' }],
    ['\r\n', 'a,b\r\n1\n,2\r\n', { a: '1\n', b: '2' }],
    ['\r', 'a,b\r1,\n2', { a: '1', b: '\n2' }],
  ] as const)(
    'reads other newlines as data where only %j ends a line',
    async (newline, text, row) => {
      expect(await rowsOf(text, { newline })).toEqual([row]);
      expect((await readText(text, { newline })).lineNumbers).toEqual([2]);
    },
  );

  it('reads a file without a header by the order of its columns', async () => {
    const options = { hasHeader: false, columns: ['a', 'b'] };
    const { rows, rowNumbers, lineNumbers } = await readText('1,2\n3,4', options);
    expect(rows).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
    expect([rowNumbers, lineNumbers]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect((await readText('', options)).rows).toEqual([]);
  });

  it.each([
    [{ delimiter: '"' }],
    [{ delimiter: '\n' }],
    [{ quote: '' }],
    [{ quote: null, escape: '\\' }],
    [{ escape: ',' }],
    [{ comment: '' }],
    [{ comment: '"x' }],
    [{ newline: '\n\r' as '\n' }],
    [{ hasHeader: false }],
    [{ hasHeader: false, columns: ['a'], snakeCase: true }],
    [{ skipLines: -1 }],
    [{ policy: 'lax' as 'lenient' }],
  ])('refuses %j', async (options) => {
    await expect(readText('a', options)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });
});

describe('readBatches with names and nulls', () => {
  it('renames columns and converts the others to snake case', async () => {
    const options = {
      renameColumns: { 'Cost Total $': 'cost_usd' },
      snakeCase: true,
      columns: ['cost_usd', 'airport_name', 'faa_id'],
    };
    const { rows } = await readText('Airport  Name, Cost Total $,FAAId\nx,1,2\n', options);
    expect(rows).toEqual([{ airport_name: 'x', cost_usd: '1', faa_id: '2' }]);
  });

  it('refuses to rename a missing column, or to rename to an existing name', async () => {
    const refusal = (renameColumns: Record<string, string>) =>
      readText('a,b\n', { renameColumns }).catch(String);
    expect(await refusal({ c: 'd', aa: 'x' })).toContain('nothing to rename: "c"');
    expect(await refusal({ a: 'b' })).toContain('more than one column named "b"');
  });

  it('keeps every cell as text by default', async () => {
    const { rows } = await readText('a,b\nNULL,NA\n"",\n');
    expect(rows).toEqual([
      { a: 'NULL', b: 'NA' },
      { a: '', b: '' },
    ]);
  });

  it('converts the given texts to null, unless they are quoted', async () => {
    const text = 'a,b,c\n,"",NA\nNULL,"NULL","NA, "\n';
    expect(await rowsOf(text, { nullValues: ['', 'NULL'] })).toEqual([
      { a: null, b: '', c: 'NA' },
      { a: null, b: 'NULL', c: 'NA, ' },
    ]);
  });

  it('rejects a repeated header, but not a cell that looks like it', async () => {
    const { rows, rejected } = await readText('a,b\n1,2\na,b\na,c\n');
    expect(rows).toEqual([
      { a: '1', b: '2' },
      { a: 'a', b: 'c' },
    ]);
    expect(rejected).toMatchObject([{ code: 'REPEATED_HEADER', lineNumber: 3 }]);
    expect((await readText('a\na\n')).rows).toEqual([{ a: 'a' }]);
  });
});

describe('the policy lenient', () => {
  const lenient = { policy: 'lenient' } as const;

  it('reads a quote inside an unquoted field as text, and counts it', async () => {
    const { rows, rejected, statistics } = await readText(
      'a,b\n5" pipe,"x, ""y"""\n1,2\n',
      lenient,
    );
    expect(rows).toEqual([
      { a: '5" pipe', b: 'x, "y"' },
      { a: '1', b: '2' },
    ]);
    expect(rejected).toEqual([]);
    expect(statistics).toMatchObject({ rows: 2, repairs: { STRAY_QUOTE: 1 } });
  });

  it('drops empty fields after the last column, and counts it', async () => {
    const { rows, statistics } = await readText('a,b\n1,2,,\n3,4,,5\n', lenient);
    expect(rows).toEqual([{ a: '1', b: '2' }]);
    expect(statistics).toMatchObject({ malformed: 1, repairs: { EXTRA_EMPTY_FIELDS: 1 } });
  });

  it.each([
    ['a quote after blanks', '1, "x"', 'STRAY_QUOTE'],
    ['a quote that may have enclosed a delimiter', 'x "1,2",3', 'STRAY_QUOTE'],
    ['text after a closing quote', '1,"x" y', 'TEXT_AFTER_QUOTE'],
    ['a stray quote and another fault', 'x"y,"x" y', 'STRAY_QUOTE'],
    ['a quote never closed', '1,"x', 'QUOTE_NOT_CLOSED'],
    ['too few fields', '1', 'TOO_FEW_FIELDS'],
  ])('rejects %s', async (_name, record, code) => {
    const { rows, rejected } = await readText(`a,b\n1,2\n${record}\n3,4\n`, lenient);
    expect(rows).toHaveLength(2);
    expect(rejected).toMatchObject([{ code, lineNumber: 3, input: record }]);
  });

  it('is not the default', async () => {
    const { rows, statistics } = await readText('a,b\n5" pipe,x\n1,2,\n');
    expect(rows).toEqual([]);
    expect(statistics).toMatchObject({
      malformed: 2,
      repairs: { STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 0 },
    });
  });
});

describe('the statistics of a reading', () => {
  it('count every line and every record by outcome', async () => {
    const text = 'title\n# c\n"a\n",b\n\n1,"x\ny"\n2\n3,"z\n4,5\n# end';
    const { statistics } = await readText(text, { skipLines: 1, comment: '#' });
    expect(statistics).toEqual({
      lines: 11,
      skippedLines: 1,
      commentLines: 2,
      footerLines: 0,
      headerLines: 2,
      blankLines: 1,
      byteOrderMarks: 0,
      recordLines: 5,
      records: 4,
      rows: 2,
      malformed: 2,
      repairs: { STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 0 },
      bytesRead: 0,
    });
  });

  it('count the line of a record that is too large once', async () => {
    const { statistics } = await readText([`a\n${'x'.repeat(50)}`, 'y'.repeat(50)], {
      maxRecordBytes: 10,
    });
    expect(statistics).toMatchObject({ lines: 2, headerLines: 1, recordLines: 1, malformed: 1 });
  });
});
