import { describe, expect, it } from 'vitest';
import { readText } from '../../test/support/read-text.js';

describe('readBatches', () => {
  it('yields rows by column with record and line numbers', async () => {
    const { rows, rowNumbers, lineNumbers, rejected } = await readText('a,b\n1,2\n3,4\n');
    expect(rows).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
    expect(rowNumbers).toEqual([1, 2]);
    expect(lineNumbers).toEqual([2, 3]);
    expect(rejected).toEqual([]);
  });

  it('reads a last record without a newline', async () => {
    expect((await readText('a\n1\n2')).rows).toEqual([{ a: '1' }, { a: '2' }]);
    expect((await readText('a\n1\n"2"')).rows).toEqual([{ a: '1' }, { a: '2' }]);
  });

  it('yields a batch without rows for a file with a header only', async () => {
    expect((await readText('a,b\n')).batchSizes).toEqual([0]);
    expect((await readText('a,b')).batchSizes).toEqual([0]);
  });

  it('yields fewer rows at a time where the file has many columns', async () => {
    const header = Array.from({ length: 2000 }, (_, at) => `c${at}`).join(',');
    const record = ','.repeat(1999);
    const { batchSizes } = await readText([header, ...Array<string>(60).fill(record)].join('\n'));
    expect(batchSizes).toEqual([12, 12, 12, 12, 12]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s newlines, quoted ones included', async (_name, newline) => {
    const text = ['a,b', `1,"x${newline}y"`, '2,z', ''].join(newline);
    const { rows, lineNumbers } = await readText(text);
    expect(rows).toEqual([
      { a: '1', b: `x${newline}y` },
      { a: '2', b: 'z' },
    ]);
    expect(lineNumbers).toEqual([2, 4]);
  });

  it('reads a mixture of newlines and keeps the line numbers physical', async () => {
    const { rows, lineNumbers } = await readText('a\r\n1\n"2\r\n\r\n"\r3\n4\r\n\r5');
    expect(rows.map(({ a }) => a)).toEqual(['1', '2\r\n\r\n', '3', '4', '', '5']);
    expect(lineNumbers).toEqual([2, 3, 6, 7, 8, 9]);
  });

  it('keeps other line separators, backslashes, formulas and edge spaces as data', async () => {
    const cells = ['\u2028', '\u0085', '\v\f', '\\.', '\\N', '=1+1', ' x ', '\u00a0', '\ufeff'];
    const { rows } = await readText(`a,b\n${cells.map((cell) => `1,${cell}`).join('\n')}`);
    expect(rows.map(({ b }) => b)).toEqual(cells);
  });

  it('makes batches of the requested size, and a last one of the rest', async () => {
    const { batchSizes, rowNumbers } = await readText('a\n1\n2\n3\n4\n5\n', { batchSize: 2 });
    expect(batchSizes).toEqual([2, 2, 1]);
    expect(rowNumbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('fills batches with rejected rows as well', async () => {
    const { batchSizes } = await readText('a,b\n1\n2\n3\n4\n', { batchSize: 2 });
    expect(batchSizes).toEqual([2, 2]);
  });

  it('finds a repeated header whose first cell has doubled quotes', async () => {
    const { rows, rejected } = await readText('"q""r",b\n1,2\n"q""r",b\n3,4\n');
    expect(rows.map(({ b }) => b)).toEqual(['2', '4']);
    expect(rejected).toMatchObject([{ rowNumber: 2, lineNumber: 3 }]);
  });
});
