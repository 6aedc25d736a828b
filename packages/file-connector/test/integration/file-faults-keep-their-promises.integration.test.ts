import { execFileSync } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { csvSource, type CsvSourceOptions, type Encoding } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { cutAt } from '../support/read-text.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();

/** Writes a file and reads it; checks that every record and line of it is counted once. */
async function read(content: string | Uint8Array, options: CsvSourceOptions = {}) {
  await writeFile(path('in.csv'), content);
  const source = csvSource(path('in.csv'), options);
  const { rows, lineNumbers, rejected } = await readSource(source);
  const { statistics } = source;
  const { skippedLines, headerLines, recordLines, blankLines, commentLines } = statistics;
  const accounted = skippedLines + headerLines + recordLines + blankLines + commentLines;
  expect(accounted).toBe(statistics.lines);
  expect(statistics).toMatchObject({ rows: rows.length, malformed: rejected.length });
  return { rows, lineNumbers, rejected, statistics };
}

const faults = (rejected: readonly { code: string; lineNumber: number | null }[]) =>
  rejected.map(({ code, lineNumber }) => `${code} ${lineNumber}`);

describe('of records', () => {
  it('C05: a short and a long one are rejected with their lines, alone', async () => {
    const { rows, rejected } = await read('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(rows).toHaveLength(2);
    expect(faults(rejected)).toEqual(['TOO_FEW_FIELDS 3', 'TOO_MANY_FIELDS 4']);
  });

  it('C06: a stray quote and text after a closing one take their own lines only', async () => {
    const { rows, rejected, lineNumbers } = await read('a,b\n1,x"y\n2,"p\nq" r\n3,ok\n');
    expect(rows).toEqual([{ a: '3', b: 'ok' }]);
    expect(lineNumbers).toEqual([5]);
    expect(faults(rejected)).toEqual(['STRAY_QUOTE 2', 'TEXT_AFTER_QUOTE 3']);
  });

  it('C07: a quote never closed costs one line, whether little or 60 MB follow', async () => {
    expect(faults((await read('a,b\n1,"x\n2,y\n')).rejected)).toEqual(['QUOTE_NOT_CLOSED 2']);
    const lines = 1_000_000;
    await writeFile(path('big.csv'), `a,b\n1,"x\n${`2,${'y'.repeat(57)}\n`.repeat(lines)}`);
    const memoryBefore = process.memoryUsage().rss;
    let rowCount = 0;
    const codes: string[] = [];
    for await (const { rows, rejected } of csvSource(path('big.csv')).read()) {
      rowCount += rows.length;
      codes.push(...faults(rejected));
    }
    expect(rowCount).toBe(lines);
    expect(codes).toEqual(['QUOTE_NOT_CLOSED 2']);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(150e6);
  });

  it('C08: a NUL rejects the record and names the column, or refuses the header', async () => {
    const { rows, rejected } = await read('a,b\n1,x\0\n2,y\n');
    expect(rows).toHaveLength(1);
    expect(rejected).toMatchObject([{ code: 'NUL_BYTE', field: 'b', lineNumber: 2 }]);
    await expect(read('a,b\0\n1,2\n')).rejects.toThrow('NUL');
  });

  it.each([
    ['invalid', [0xff]],
    ['overlong', [0xc0, 0x80]],
    ['surrogate', [0xed, 0xa0, 0x80]],
  ])('C09: %s UTF-8 rejects the record, and no U+FFFD comes out', async (_name, bytes) => {
    const { rows, rejected } = await read(
      Buffer.concat([Buffer.from('a,b\n1,x'), Buffer.from(bytes), Buffer.from('\n2,ü\n')]),
    );
    expect(rows).toEqual([{ a: '2', b: 'ü' }]);
    expect(rejected).toMatchObject([{ code: 'INVALID_ENCODING', field: 'b', lineNumber: 2 }]);
    expect(JSON.stringify(rejected)).not.toContain('\ufffd');
  });

  it.each([
    ['utf-16le', 'größe,中文\n“x”,日本\n'],
    ['utf-16be', 'größe,中文\n“x”,日本\n'],
    ['latin1', 'größe,b\nü,é\n'],
    ['windows-1252', 'größe,b\n“x”,€\n'],
    ['shift_jis', '名称,b\nソ表,日本\n'],
    ['gb18030', '名称,金额\n中文,𠀀\n'],
  ] as const)(
    'C10: %s is an error without the option, and identical with it',
    async (encoding, text) => {
      const name = encoding === 'latin1' ? 'iso-8859-1' : encoding;
      const bytes = iconv.encode(text, name, { addBOM: false });
      await expect(read(bytes)).rejects.toMatchObject({
        code: 'INVALID_ENCODING',
        category: 'file',
      });
      const { rows } = await read(bytes, { encoding: encoding satisfies Encoding });
      expect(rows).toEqual((await read(text)).rows);
    },
  );

  it('C10: a byte order mark decides, and may not contradict the option', async () => {
    const bytes = Buffer.from('\ufeffa,b\n1,中\n', 'utf16le');
    expect((await read(bytes)).rows).toEqual([{ a: '1', b: '中' }]);
    await expect(read(bytes, { encoding: 'gbk' })).rejects.toThrow(
      'utf-16le by its byte order mark',
    );
    await expect(read('\ufeffa\n1\n', { encoding: 'windows-1252' })).rejects.toThrow(
      'utf-8 by its',
    );
  });

  it('C11: any cut through characters, quotes and newlines gives the same records', async () => {
    const bytes = Buffer.from('a,b\r\n"x ""字""\r\n😀","é"\r\n1,2\r\n');
    const whole = await read(bytes);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const source = csvSource(new Blob(cutAt(bytes, [cut])).stream());
      expect((await readSource(source)).rows).toEqual(whole.rows);
    }
  });

  it('C12: newlines may be mixed, other separators are data, and lines stay physical', async () => {
    const { rows, lineNumbers } = await read('a\r1\n2\r\nx\u2028y\u0085\v\fz\r"p\r\nq"\n3');
    expect(rows.map(({ a }) => a)).toEqual(['1', '2', 'x\u2028y\u0085\v\fz', 'p\r\nq', '3']);
    expect(lineNumbers).toEqual([2, 3, 4, 5, 7]);
  });

  it('C13: lone backslashes and formulas come out verbatim', async () => {
    const cells = ['\\.', '\\N', 'C:\\x\\', '=1+1', '@SUM(A1)'];
    expect((await read(`a\n${cells.join('\n')}\n`)).rows.map(({ a }) => a)).toEqual(cells);
  });

  it('C14: a field of 100 MB is rejected in bounded memory, 10,000 columns load', async () => {
    await writeFile(path('big.csv'), `a,b\n1,`);
    for (let part = 0; part < 10; part += 1)
      await appendFile(path('big.csv'), Buffer.alloc(1e7, 'x'));
    await appendFile(path('big.csv'), '\n2,y\n');
    const memoryBefore = process.memoryUsage().rss;
    const { rows, rejected } = await readSource(csvSource(path('big.csv')));
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(200e6);
    expect(rows).toEqual([{ a: '2', b: 'y' }]);
    expect(faults(rejected)).toEqual(['RECORD_TOO_LARGE 2']);
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const wide = await read(`${names.join(',')}\n${names.map(() => '1').join(',')}\n`);
    expect(Object.keys(wide.rows[0] ?? {})).toEqual(names);
  });
});

describe('of the file', () => {
  const text = 'a,b\n1,2\n3,4\n';
  const whole = gzipSync(text);
  const badSum = Buffer.from(whole);
  badSum.writeUInt32LE(1, badSum.length - 8);

  it.each([
    ['truncated', whole.subarray(0, -5), 'COMPRESSION_DAMAGED'],
    ['with a bad CRC', badSum, 'COMPRESSION_DAMAGED'],
    ['with garbage after it', Buffer.concat([whole, Buffer.from('x')]), 'COMPRESSION_DAMAGED'],
    ['in name only', Buffer.from(text), 'COMPRESSION_MISMATCH'],
  ])('C15: gzip %s is an error that names the file', async (_name, bytes, code) => {
    const reading = read(bytes, { compression: 'gzip' });
    await expect(reading).rejects.toMatchObject({ code, category: 'file' });
    await expect(reading).rejects.toThrow(path('in.csv'));
  });

  it('C15: two gzip members load whole, whatever the name', async () => {
    const bytes = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
    expect((await read(bytes)).rows).toEqual((await read(text)).rows);
  });

  it('C21: a file that grows while it is read is an error', async () => {
    await writeFile(path('in.csv'), `a\n${'1\n'.repeat(500_000)}`);
    const reading = async () => {
      let isFirst = true;
      for await (const { rows } of csvSource(path('in.csv')).read()) {
        if (isFirst && rows.length > 0) await appendFile(path('in.csv'), '2\n');
        isFirst = false;
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'SOURCE_CHANGED', category: 'file' });
  });

  it('C22: a folder, a named pipe and a missing file are errors, and nothing hangs', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    const refusal = (file: string) => readSource(csvSource(file)).catch(String);
    expect(await refusal(path('.'))).toContain('[NOT_A_FILE]');
    expect(await refusal(path('pipe'))).toContain('[NOT_A_FILE]');
    expect(await refusal(path('missing'))).toContain('[FILE_NOT_FOUND]');
  });

  it('C23: a preamble is a header error; a second header or table is rejected', async () => {
    await expect(read('Report 2025\n\na,b\n1,2\n', { columns: ['a', 'b'] })).rejects.toMatchObject({
      code: 'CSV_HEADER_INVALID',
    });
    const { rows, rejected } = await read('a,b\n1,2\na,b\n3,4\n\nx,y,z\n5,6,7\n');
    expect(rows).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
    expect(faults(rejected)).toEqual([
      'REPEATED_HEADER 3',
      'TOO_MANY_FIELDS 6',
      'TOO_MANY_FIELDS 7',
    ]);
  });
});

describe('of nulls', () => {
  it('C19: text stays text, and null is only what the option names', async () => {
    const text = 'a,b,c,d\n,"",NULL,NA\n';
    expect((await read(text)).rows).toEqual([{ a: '', b: '', c: 'NULL', d: 'NA' }]);
    expect((await read(text, { nullValues: [''] })).rows).toEqual([
      { a: null, b: '', c: 'NULL', d: 'NA' },
    ]);
  });
});
