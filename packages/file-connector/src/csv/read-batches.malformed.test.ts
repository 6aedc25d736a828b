import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { cutAt, readText } from '../../test/support/read-text.js';
import { csvSource } from './csv-source.js';

const codes = (rejected: readonly { code: string; lineNumber: number | null }[]) =>
  rejected.map(({ code, lineNumber }) => `${code} at ${lineNumber}`);

describe('readBatches with malformed records', () => {
  it('rejects short and long records and reads their neighbours', async () => {
    const { rows, rowNumbers, rejected } = await readText('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(rows).toEqual([
      { a: '1', b: '2' },
      { a: '7', b: '8' },
    ]);
    expect(rowNumbers).toEqual([1, 4]);
    expect(rejected).toEqual([
      {
        rowNumber: 2,
        lineNumber: 3,
        stepName: 'read',
        field: null,
        code: 'TOO_FEW_FIELDS',
        message: 'expected 2 fields, found 1',
        input: '3',
      },
      {
        rowNumber: 3,
        lineNumber: 4,
        stepName: 'read',
        field: null,
        code: 'TOO_MANY_FIELDS',
        message: 'expected 2 fields, found 3',
        input: '4,5,6',
      },
    ]);
  });

  it('rejects a record with a NUL character and names the column', async () => {
    const { rows, rejected } = await readText('a,b\n1,2\n3,x\0y\n5,6\n');
    expect(rows).toHaveLength(2);
    expect(rejected).toMatchObject([
      { code: 'NUL_BYTE', field: 'b', rowNumber: 2, lineNumber: 3, input: '3,x\\x00y' },
    ]);
  });

  it.each([
    ['an invalid byte', [0xe9], '\\xE9'],
    ['an overlong form', [0xc0, 0xaf], '\\xC0\\xAF'],
    ['an encoded surrogate', [0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
    ['a character cut short', [0xe4, 0xb8], '\\xE4\\xB8'],
  ])('rejects a record with %s and inserts no U+FFFD', async (_name, bytes, shown) => {
    const text = Buffer.concat([
      Buffer.from('a,b\nü,1\nx'),
      Buffer.from(bytes),
      Buffer.from(',2\n字,3\n'),
    ]);
    const { rows, rejected } = await readText([text]);
    expect(rows).toEqual([
      { a: 'ü', b: '1' },
      { a: '字', b: '3' },
    ]);
    expect(rejected).toMatchObject([
      { code: 'INVALID_ENCODING', field: 'a', rowNumber: 2, lineNumber: 3, input: `x${shown},2` },
    ]);
  });

  it('rejects a character that is truncated by the end of the file', async () => {
    const { rows, rejected } = await readText([Buffer.from('a\nx\ny'), Buffer.from([0xf0, 0x9f])]);
    expect(rows).toEqual([{ a: 'x' }]);
    expect(rejected).toMatchObject([{ code: 'INVALID_ENCODING', input: 'y\\xF0\\x9F' }]);
  });

  it('rejects a stray quote and reads the neighbours', async () => {
    const { rows, rejected } = await readText('a,b\n1,2\n5" pipe,3\n4,5\n');
    expect(rows).toHaveLength(2);
    expect(codes(rejected)).toEqual(['STRAY_QUOTE at 3']);
  });

  it('rejects text after a closing quote with all lines of its record', async () => {
    const { rows, lineNumbers, rejected } = await readText('a,b\n1,"x\ny" z\n2,ok\n');
    expect(rows).toEqual([{ a: '2', b: 'ok' }]);
    expect(lineNumbers).toEqual([4]);
    expect(rejected).toMatchObject([
      { code: 'TEXT_AFTER_QUOTE', lineNumber: 2, input: '1,"x\ny" z' },
    ]);
    expect(rejected[0]?.message).toContain('(lines 2 to 3)');
  });

  it('follows a malformed record through its well-formed quoted fields', async () => {
    const text = 'a,b,c\n1,"x" y,"2,inside,junk\n3,inside,junk"\n4,5,6\n';
    const { rows, rejected } = await readText(text);
    expect(rows).toEqual([{ a: '4', b: '5', c: '6' }]);
    expect(codes(rejected)).toEqual(['TEXT_AFTER_QUOTE at 2']);
  });

  it('rejects quotes inside a quoted field that are not doubled', async () => {
    const { rows, rejected } = await readText('a,b\n1,"say "hi" now"\n2,"ok"\n');
    expect(rows).toEqual([{ a: '2', b: 'ok' }]);
    expect(codes(rejected)).toEqual(['TEXT_AFTER_QUOTE at 2']);
  });

  it('resumes on the line after a quote that is never closed', async () => {
    const { rows, lineNumbers, rejected } = await readText('a,b\n1,"x\n2,y\n3,z\n');
    expect(rows).toEqual([
      { a: '2', b: 'y' },
      { a: '3', b: 'z' },
    ]);
    expect(lineNumbers).toEqual([3, 4]);
    expect(rejected).toMatchObject([{ code: 'QUOTE_NOT_CLOSED', lineNumber: 2, input: '1,"x' }]);
  });

  it('detects that a quote was never closed when a later field opens with one', async () => {
    const { rows, rejected } = await readText('a,b\n1,"x\n2,"y"\n"3","z"\n');
    expect(rows).toEqual([
      { a: '2', b: 'y' },
      { a: '3', b: 'z' },
    ]);
    expect(codes(rejected)).toEqual(['QUOTE_NOT_CLOSED at 2']);
  });

  it('names the line on which the quote opened, not only that of the record', async () => {
    const { rows, rejected } = await readText('a,b,c\n1,"x\ny","z\n2,3,4\n');
    expect(rows).toEqual([{ a: '2', b: '3', c: '4' }]);
    expect(rejected).toMatchObject([{ code: 'QUOTE_NOT_CLOSED', lineNumber: 2 }]);
    expect(rejected[0]?.message).toContain('opens on line 3');
  });

  it('stops looking for a closing quote after maxRecordBytes and resumes on the next line', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `${index},ok\n`).join('');
    const { rows, rejected } = await readText(`a,b\n1,"x\n${many}`, { maxRecordBytes: 20 });
    expect(rows).toHaveLength(50);
    expect(codes(rejected)).toEqual(['QUOTE_NOT_CLOSED at 2']);
  });

  it('rejects a line longer than maxRecordBytes, whether it ends or not', async () => {
    const long = `1,${'x'.repeat(100)}`;
    const { rows, lineNumbers, rejected } = await readText(`a,b\n${long}\n2,y\n${long}`, {
      maxRecordBytes: 20,
    });
    expect(rows).toEqual([{ a: '2', b: 'y' }]);
    expect(lineNumbers).toEqual([3]);
    expect(codes(rejected)).toEqual(['RECORD_TOO_LARGE at 2', 'RECORD_TOO_LARGE at 4']);
  });

  it('accepts a record of exactly maxRecordBytes, counted in bytes', async () => {
    const { rows, rejected } = await readText('a\nüüüü\nüüüüx\n"üü\n"\n"üü\n  "\n', {
      maxRecordBytes: 8,
    });
    expect(rows).toEqual([{ a: 'üüüü' }, { a: 'üü\n' }]);
    expect(codes(rejected)).toEqual([
      'RECORD_TOO_LARGE at 3',
      'QUOTE_NOT_CLOSED at 6',
      'STRAY_QUOTE at 7',
    ]);
  });

  it('keeps at most 8 KiB of the text of a malformed record', async () => {
    const { rejected } = await readText(`a\n"${'x'.repeat(20_000)}`);
    const [{ input } = { input: null }] = rejected;
    expect(input).toHaveLength(8192 + '… [cut]'.length);
    expect(input).toMatch(/^"x+… \[cut\]$/u);
  });

  it('counts malformed records as records', async () => {
    const { rowNumbers, rejected } = await readText('a,b\nx"\n1,2\n3\n4,5\n');
    expect(rejected.map(({ rowNumber }) => rowNumber)).toEqual([1, 3]);
    expect(rowNumbers).toEqual([2, 4]);
  });
});

describe('consecutive malformed records', () => {
  it('end the reading above the limit, after the batches read before', async () => {
    const text = `a,b\n1,2\n${'x\n'.repeat(4)}`;
    const batches: unknown[] = [];
    const reading = async () => {
      const source = csvSource(Readable.from([Buffer.from(text)]), { maxConsecutiveMalformed: 3 });
      for await (const { rows, rejected } of source.read()) {
        batches.push([rows.length, rejected.length]);
      }
    };
    await expect(reading()).rejects.toMatchObject({
      code: 'TOO_MANY_MALFORMED',
      category: 'data',
      summary: expect.stringMatching(
        /more than 3 consecutive records.*line 3 \(TOO_FEW_FIELDS\)/,
      ) as string,
    });
    expect(batches).toEqual([[1, 3]]);
  });

  it('are counted from zero after each well-formed record, whatever their faults', async () => {
    const text = `a,b\n${'x\n"y\n1,2,3\n4,5\n'.repeat(50)}`;
    const { rows, rejected } = await readText(text, { maxConsecutiveMalformed: 3 });
    expect(rows).toHaveLength(50);
    expect(rejected).toHaveLength(150);
  });

  it('are independent of the pieces in which the bytes arrive', async () => {
    const bytes = Buffer.from(`a,b\n${'x\n'.repeat(3)}1,2\n${'"x\n'.repeat(3)}`);
    const options = { maxConsecutiveMalformed: 3, batchSize: 2 };
    const whole = await readText([bytes], options);
    expect(await readText(cutAt(bytes, [...bytes.keys()]), options)).toEqual(whole);
    expect(whole.rejected).toHaveLength(6);
  });

  it('have a default limit of 10,000, and none with Infinity', async () => {
    const text = (count: number) => `a,b\n${'x\n'.repeat(count)}`;
    expect((await readText(text(10_000))).rejected).toHaveLength(10_000);
    await expect(readText(text(10_001))).rejects.toThrow('[TOO_MANY_MALFORMED]');
    const options = { maxConsecutiveMalformed: Infinity };
    expect((await readText(text(20_000), options)).rejected).toHaveLength(20_000);
    expect(() => csvSource('x', { maxConsecutiveMalformed: 0.5 })).toThrow('[INVALID_OPTION]');
  });
});
