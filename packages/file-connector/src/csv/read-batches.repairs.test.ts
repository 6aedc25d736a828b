import { describe, expect, it } from 'vitest';
import { type ReadText, readText } from '../../test/support/read-text.js';
import type { CsvSourceOptions } from './csv-source-options.js';

/** Reads with the policy lenient, as a whole and byte by byte; both must give the same result. */
async function readLenient(text: string, options: CsvSourceOptions = {}): Promise<ReadText> {
  const lenient = { ...options, policy: 'lenient' } as const;
  const whole = await readText(text, lenient);
  const bytes = Buffer.from(text);
  const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
  const inPieces = await readText(pieces, lenient);
  expect({ ...inPieces, batchSizes: [] }).toEqual({ ...whole, batchSizes: [] });
  return whole;
}

/** The cells of each row that was read. */
async function cellsOf(text: string, options: CsvSourceOptions = {}): Promise<unknown[][]> {
  const { rows } = await readLenient(text, options);
  return rows.map((row) => Object.values(row));
}

const many = Array.from({ length: 20 }, (_, index) => `${index},AB-${index},${index}:30,pale`);

describe('a record that ends in a surplus delimiter', () => {
  it('is repaired where none of its cells is empty', async () => {
    const { rows, statistics } = await readLenient('a,b,c\n1,2,3,\n4,5,6\n');
    expect(rows[0]).toEqual({ a: '1', b: '2', c: '3' });
    expect(statistics).toMatchObject({ rows: 2, repairs: { EXTRA_EMPTY_FIELDS: 1 } });
  });

  it.each([
    ['a cell of it is empty', 'a,b,c\n1,,2,\n4,5,6\n'],
    ['the last column is empty in an earlier record', 'a,b,c\n1,2,\n1,2,3,\n'],
    ['the last column is empty in a later record', 'a,b,c\n1,2,3,\n1,2,\n'],
    ['a cell begins with a blank, as the rest of a sentence', 'a,b,c\nx, y,z,\n'],
    ['the surplus cell is quoted', 'a,b,c\n1,2,3,""\n4,5,6\n'],
    ['two cells of it look like one of another record', 'a,b,c\n1,2,34,\n12,34,5\n'],
    ['the last column is empty in another overlong record', 'a,b\nx,2,\n345,,\n67,,,\n'],
    ['its cells do not look like those of their columns', 'a,b,c\n12,x,y\n1,2,x,\n'],
    ['there is one column', 'a\nx,\ny\n'],
    ['half a record follows', 'a,b,c\n1,2,x,\ny\n'],
    ['a torn record follows', 'a,b\n1,x,\ny",2\n'],
    ['a torn record comes before', 'a,b\n1,"x\ny,z,\n'],
  ])('is rejected where %s', async (_name, text) => {
    const { statistics, rejected } = await readLenient(text);
    expect(statistics.repairs.EXTRA_EMPTY_FIELDS).toBe(0);
    expect(rejected.map(({ code }) => code)).toContain('TOO_MANY_FIELDS');
  });

  it.each(['1"x, y",z', 'x"y, z"', '1,2', '1,2,3,4'])('is repaired beside %s', async (record) => {
    expect(await cellsOf(`a,b,c\n${record}\n1,2,3,\n`)).toEqual([['1', '2', '3']]);
  });
});

it('is repaired, among records with different endings, where its cells look like those of others', async () => {
  expect(await cellsOf('a,b\nAB-1,5.6,\nA,B-27,,\nAB-3,7.8,\n')).toEqual([
    ['AB-1', '5.6'],
    ['AB-3', '7.8'],
  ]);
});

describe('a file in which every record ends in a delimiter', () => {
  it('is read completely, with empty cells, where the header has no such delimiter', async () => {
    const { rows, statistics } = await readLenient('a,b,c\n1,,2,\n,,3,\n4,5,,\n');
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['1', '', '2'],
      ['', '', '3'],
      ['4', '5', ''],
    ]);
    expect(statistics.repairs).toEqual({ STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 3 });
  });

  it('is read completely where the header ends in one too, even with one record', async () => {
    expect(await cellsOf('a,b,c,\n1,,2,\n', { columns: ['a', 'b', 'c'] })).toEqual([
      ['1', '', '2'],
    ]);
    expect(await cellsOf('a,b,,\n1,,,\n')).toEqual([['1', '']]);
  });

  it('is read completely, whatever its length', async () => {
    const text = `a,b\n${'1,,\n'.repeat(300)}`;
    const { statistics } = await readLenient(text);
    expect(statistics).toMatchObject({ rows: 300, malformed: 0 });
  });

  it.each([
    ['lacks a delimiter', '12,3,', 'TOO_FEW_FIELDS'],
    ['has a surplus delimiter', '1,,2,3,', 'TOO_MANY_FIELDS'],
    ['has text after the last column', '1,2,3,x', 'TOO_MANY_FIELDS'],
  ])('rejects the record that %s', async (_name, record, code) => {
    const { rows, rejected } = await readLenient(
      `a,b,c\n${'1,,2,\n'.repeat(20)}${record}\n${'1,,2,\n'.repeat(30)}`,
    );
    expect(rows).toHaveLength(50);
    expect(rejected).toMatchObject([{ code, lineNumber: 22 }]);
  });

  it('does not treat a quoted empty cell as that ending', async () => {
    const { rejected } = await readLenient('a,b\n1,,""\n2,,\n');
    expect(rejected.map(({ code }) => code)).toEqual(['TOO_MANY_FIELDS', 'TOO_MANY_FIELDS']);
    expect(await cellsOf(`a,b\n${'1,,\n'.repeat(20)}3,,""\n`)).toHaveLength(20);
  });

  it('has no common ending where a record differs', async () => {
    const { rows } = await readLenient('a,b,c\n1,,2,\n3,,4,\n5,6,7\n');
    expect(rows).toEqual([{ a: '5', b: '6', c: '7' }]);
  });

  it('is read completely without a header, in another dialect, and beside comments', async () => {
    const noHeader = { hasHeader: false, columns: ['a', 'b'] };
    expect(await cellsOf('1,,\n,2,\n', noHeader)).toEqual([
      ['1', ''],
      ['', '2'],
    ]);
    const dialect = { delimiter: ';', comment: '#', escape: '\\', newline: '\r\n' } as const;
    expect(await cellsOf('a;b\r\n#\r\n"\\"";;\r\n;2;\r\n', dialect)).toEqual([
      ['"', ''],
      ['', '2'],
    ]);
  });

  it('refuses a nameless column that strict refuses', async () => {
    await expect(readText('a,b,\n1,2,\n')).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID' });
    await expect(readLenient('a,,b\n1,2,3\n')).rejects.toMatchObject({
      code: 'CSV_HEADER_INVALID',
    });
  });
});

describe('a record with a surplus empty cell', () => {
  const columns = ['n', 'id', 'at', 'colour'];
  const read = (record: string, records = many, options: CsvSourceOptions = {}) =>
    readLenient(`n,id,at,colour\n${records.join('\n')}\n${record}\n`, { columns, ...options });

  it.each([',7,AB-7,7:30,red', '7,,AB-7,7:30,red', '7,AB-7,,7:30,red', '7,AB-7,7:30,,red'])(
    'is repaired where only one reading fits the columns: %s',
    async (record) => {
      const { rows, statistics } = await read(record);
      expect(rows.at(-1)).toEqual({ n: '7', id: 'AB-7', at: '7:30', colour: 'red' });
      expect(statistics.repairs).toEqual({ STRAY_QUOTE: 0, EXTRA_EMPTY_FIELDS: 1 });
    },
  );

  it.each([
    ['fewer than 20 records show the kinds of the columns', '7,,AB-7,7:30,red', many.slice(1)],
    ['the column is sometimes empty', '7,,AB-7,7:30,red', [...many, '8,,8:30,blue']],
    ['the cells fit the next column too', '7,,8,9,1', many.map((_, index) => `${index},1,2,3`)],
    ['a cell differs from its column', '7,,AB-7,half past,red', many],
    ['the empty cell is quoted', '7,"",AB-7,7:30,red', many],
    ['a delimiter is inside a cell and another cell is empty', 'A,B-7,,7:30,red', many],
    ['there are two surplus cells', '7,,,AB-7,7:30,red', many],
  ])('is rejected where %s', async (_name, record, records) => {
    const { statistics, rejected } = await read(record, records);
    expect(statistics.repairs.EXTRA_EMPTY_FIELDS).toBe(0);
    expect(rejected).toMatchObject([{ code: 'TOO_MANY_FIELDS', input: record }]);
  });

  it('keeps track of its quoted cells, for null values', async () => {
    const { rows } = await read('7,,"AB-7",7:30,red', many, { nullValues: ['AB-7', 'red'] });
    expect(rows.at(-1)).toEqual({ n: '7', id: 'AB-7', at: '7:30', colour: null });
  });
});

describe('a stray quote', () => {
  it.each([
    ['inches', '5" pipe,x', ['5" pipe', 'x']],
    ['a pair', 'the "big" one,x', ['the "big" one', 'x']],
    ['a pair at the end', 'the "big",x', ['the "big"', 'x']],
    ['beside a quoted field', '5" pipe,"x, ""y"""', ['5" pipe', 'x, "y"']],
  ])('is text: %s', async (_name, record, cells) => {
    const { rows, statistics } = await readLenient(`a,b\n${record}\n1,2\n`);
    expect(Object.values(rows[0] ?? {})).toEqual(cells);
    expect(statistics.repairs.STRAY_QUOTE).toBe(1);
  });

  it.each([
    ['a delimiter is between two', 'a,b,c', '1"x, y",z'],
    ['they are in two fields', 'a,b', '5" pipe,6" pipe'],
    ['two are adjacent', 'a,b', 'x ""y"" z,1'],
    ['it ends its field, as a closing quote', 'a,b', 'x y",1'],
    ['it ends its field before blanks', 'a,b', 'x y" ,1'],
    ['cells are empty at the end as well', 'a,b', '5" pipe,x,'],
    ['a pair ends a lone field', 'a', '7"yz"'],
    ['a pair ends its field, and a delimiter ends the record', 'a,b,c', '7"yz",1,'],
  ])('is rejected where %s', async (_name, header, record) => {
    const { rows, rejected } = await readLenient(`${header}\n${record}\n`);
    expect(rows).toEqual([]);
    expect(rejected).toMatchObject([{ code: 'STRAY_QUOTE', input: record }]);
  });

  it('is recognized by the quote and the escape of the file', async () => {
    const apostrophes = { quote: "'", delimiter: ';' };
    expect(await cellsOf("a;b\nMen's boots;1\n1'x; y';z\n'q; r';2\n", apostrophes)).toEqual([
      ["Men's boots", '1'],
      ['q; r', '2'],
    ]);
    const escape = { escape: '\\' };
    expect(await cellsOf('a,b\n5" pipe,"x \\" y"\n1"x, \\"y\nz"\n', escape)).toEqual([
      ['5" pipe', 'x " y'],
    ]);
  });

  it('is rejected where the next quote of the file can close what it opens', async () => {
    expect(await cellsOf('a,b\n1"x, y\nz"\n3,4\n')).toEqual([['3', '4']]);
    expect(await cellsOf('a,b\n1"x, y\n5,6\nz"\r\n3,4\n')).toEqual([
      ['5', '6'],
      ['3', '4'],
    ]);
    expect(await cellsOf('a,b\n1"x, y\nz ""u"" v"')).toEqual([]);
  });

  it('is text where the next quote of the file opens another field, or is far away', async () => {
    expect(await cellsOf('a,b\n5" pipe,x\n6" pipe,y\n"7, 8",9\n')).toEqual([
      ['5" pipe', 'x'],
      ['6" pipe', 'y'],
      ['7, 8', '9'],
    ]);
    const far = `a,b\n5" pipe,x\n${'1,2\n'.repeat(20)}z",1\n`;
    expect((await readLenient(far, { maxRecordBytes: 40 })).rows).toHaveLength(21);
    expect((await readLenient(far)).rows).toHaveLength(20);
  });
});
