import { writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvSource, detectDialect, jsonLinesSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();

/** A tar archive of one empty file. */
function tarArchive(): Buffer {
  const header = Buffer.alloc(1024);
  header.write('a.csv');
  header.write('ustar\0', 257);
  return header;
}

const zipOf = (name: string, text = ''): Buffer => zipArchive([{ name, text, isStored: true }]);

const contents: readonly (readonly [string, Buffer, string])[] = [
  ['a tar archive', tarArchive(), 'is a tar archive'],
  ['an Excel workbook', zipOf('[Content_Types].xml'), 'Excel workbook (.xlsx)'],
  ['an Excel workbook of another program', zipOf('xl/workbook.xml'), 'Excel workbook'],
  ['an .ods', zipOf('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), '(.ods)'],
  ['an .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '(.xls)'],
  ['a PDF document', Buffer.from('%PDF-1.7\n'), 'is a PDF document'],
  ['an RTF document', Buffer.from('{\\rtf1\\ansi'), 'is an RTF document'],
  ['an HTML page', Buffer.from('<!DOCTYPE html>\n<html><body>x'), 'is an HTML page'],
  [
    'an HTML page without a type',
    Buffer.from('\ufeff \n<html>not found</html>'),
    'is an HTML page',
  ],
  ['an HTML page in UTF-16', Buffer.from('\ufeff<html>not found', 'utf16le'), 'is an HTML page'],
  ['an HTML table', Buffer.from('<table border="1"><tr><td>a;b'), 'is an HTML page'],
  ['an XML document in UTF-16', Buffer.from('\ufeff<?xml ?>', 'utf16le'), 'is an XML document'],
  ['an XML document', Buffer.from('<?xml version="1.0"?><a/>'), 'is an XML document'],
  ['an SQLite database', Buffer.from('SQLite format 3\0'), 'is an SQLite database'],
  ['a Parquet file', Buffer.from('PAR1\x15\x04'), 'is a Parquet file'],
  ['an Avro file', Buffer.from('Obj\x01\x04'), 'is an Avro file'],
  ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), 'is an archive (7z)'],
];

describe('a file that is not text', () => {
  it.each(contents)('is identified as %s by each reader', async (_name, content, what) => {
    await writeFile(path('in.csv'), content);
    for (const reading of [
      () => readSource(csvSource(path('in.csv'))),
      () => readSource(jsonLinesSource(path('in.csv'))),
      () => detectDialect(path('in.csv')),
    ]) {
      await expect(reading()).rejects.toMatchObject({
        code: 'CONTENT_NOT_SUPPORTED',
        category: 'file',
      });
      await expect(reading()).rejects.toThrow(what);
    }
  });

  it.each([
    ...contents,
    ['a ZIP archive', zipOf('export.csv'), 'is a ZIP archive'],
    ['an empty ZIP archive', zipArchive([]), 'is a ZIP archive'],
  ] as const)('is identified as %s inside gzip as well', async (_name, content, what) => {
    await writeFile(path('in.gz'), gzipSync(content));
    const reading = readSource(csvSource(path('in.gz')));
    await expect(reading).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED' });
    await expect(reading).rejects.toThrow(`is compressed with gzip; inside, it `);
    await expect(reading).rejects.toThrow(what);
  });

  it('is identified inside brotli, and reported as compressed twice where it is', async () => {
    await writeFile(path('in.br'), brotliCompressSync(tarArchive()));
    const reading = readSource(csvSource(path('in.br'), { compression: 'brotli' }));
    await expect(reading).rejects.toThrow('compressed with brotli; inside, it is a tar archive');
    await writeFile(path('in.gz'), gzipSync(gzipSync('a\n1\n')));
    await expect(readSource(csvSource(path('in.gz')))).rejects.toThrow('is compressed twice');
  });

  it('is read as text with compression: none', async () => {
    await writeFile(path('in.csv'), '<html>\n1\n');
    const source = csvSource(path('in.csv'), { compression: 'none' });
    expect((await readSource(source)).rows).toEqual([{ '<html>': '1' }]);
  });
});

describe('UTF-16 and UTF-32', () => {
  const text = '名称,"数量"\n北京市,1\n上海市,2\n';
  it.each([
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
  ] as const)('%s without a byte order mark is identified', async (encoding, bytes) => {
    await writeFile(path('in.csv'), bytes);
    const reading = readSource(csvSource(path('in.csv')));
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_ENCODING', category: 'file' });
    await expect(reading).rejects.toThrow(`looks like ${encoding}`);
    const { rows } = await readSource(csvSource(path('in.csv'), { encoding }));
    expect(rows).toHaveLength(2);
    const { proposals } = await detectDialect(path('in.csv'));
    expect(proposals.encoding).toEqual({ value: encoding, confidence: 1 });
  });

  it('UTF-32 without a byte order mark is identified', async () => {
    const little = Buffer.from(new Uint32Array(Buffer.from('a,b\n1,2\n')).buffer);
    for (const content of [little, Buffer.from(little).swap32()]) {
      await writeFile(path('in.csv'), content);
      await expect(readSource(csvSource(path('in.csv')))).rejects.toThrow('looks like UTF-32');
    }
  });

  it('UTF-32 is identified', async () => {
    await writeFile(path('in.csv'), Buffer.from('fffe00006100000a000000', 'hex'));
    await expect(readSource(csvSource(path('in.csv')))).rejects.toThrow('is UTF-32');
    await expect(detectDialect(path('in.csv'))).rejects.toThrow('is UTF-32');
  });

  it('a NUL character in a cell is not mistaken for UTF-16', async () => {
    await writeFile(path('in.csv'), 'a,b\n1,\0\n2,x\n');
    const { rows, rejected } = await readSource(csvSource(path('in.csv')));
    expect(rows).toEqual([{ a: '2', b: 'x' }]);
    expect(rejected).toMatchObject([{ code: 'NUL_BYTE' }]);
  });
});
