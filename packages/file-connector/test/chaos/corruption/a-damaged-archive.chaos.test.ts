import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readAccounted } from '../../support/read-accounted.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { zipArchive } from '../../support/zip-archive.js';

const path = temporaryFolder();
const lines = Array.from({ length: 20_000 }, (_, index) => `${index},${index * 7919}\n`);
const text = `a,b\n${lines.join('')}`;
const whole = gzipSync(text);
const middle = Math.floor(whole.length / 2);

function withByte(at: number, byte: number): Buffer {
  const copy = Buffer.from(whole);
  copy[at] = byte;
  return copy;
}

const damaged = 'COMPRESSION_DAMAGED';
it.each([
  ['cut in the middle', whole.subarray(0, middle), damaged],
  ['cut in its checksum', whole.subarray(0, -5), damaged],
  ['cut after its header', whole.subarray(0, 10), damaged],
  ['with a wrong checksum', withByte(whole.length - 8, (whole.at(-8) ?? 0) ^ 1), damaged],
  ['with a wrong length', withByte(whole.length - 1, (whole.at(-1) ?? 0) ^ 1), damaged],
  ['with a wrong byte in the middle', withByte(middle, (whole[middle] ?? 0) ^ 0xff), damaged],
  ['with other bytes after it', Buffer.concat([whole, Buffer.from('x')]), damaged],
  ['with zero bytes after it', Buffer.concat([whole, Buffer.alloc(512)]), damaged],
  ['with half a member after it', Buffer.concat([whole, whole.subarray(0, middle)]), damaged],
  ['only by its name', Buffer.from(text), 'COMPRESSION_MISMATCH'],
])('C15 a gzip file %s: the error names the file', async (_fault, bytes, code) => {
  const reading = readAccounted(path('in.csv.gz'), bytes, { compression: 'gzip' });
  await expect(reading).rejects.toMatchObject({ code, category: 'file' });
  await expect(reading).rejects.toThrow(path('in.csv.gz'));
});

it('C15 a brotli file cut in the middle: the error names the file', async () => {
  const bytes = brotliCompressSync(text);
  const cut = bytes.subarray(0, bytes.length / 2);
  const reading = readAccounted(path('in.br'), cut, { compression: 'brotli' });
  await expect(reading).rejects.toMatchObject({ code: damaged, category: 'file' });
  await expect(reading).rejects.toThrow(path('in.br'));
});

it.each([
  ['without its suffix', 'in.csv', whole],
  ['of two members', 'in.csv.gz', Buffer.concat([gzipSync('a,b\n'), gzipSync(lines.join(''))])],
])('C15 a gzip file %s: it is read completely', async (_fault, name, bytes) => {
  const { rows } = await readAccounted(path(name), bytes);
  expect(rows).toHaveLength(lines.length);
});

it.each([
  ['an Excel workbook', zipArchive([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }])],
  ['an Excel 97 workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  ['a Parquet file', Buffer.from('PAR1\x15\x04\x15\x00')],
  ['an xz file', Buffer.from('fd377a585a000004e6d6', 'hex')],
  ['a bzip2 file', Buffer.from('BZh91AY&SY')],
])('C15 %s instead of a CSV file: the error says what to do', async (_fault, bytes) => {
  const reading = readAccounted(path('in.csv'), bytes);
  await expect(reading).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED', category: 'file' });
  await expect(reading).rejects.toThrow(/Export|Unpack|Decompress/);
});
