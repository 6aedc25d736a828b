import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { csvSource, type Encoding } from '../../../src/index.js';
import { codesAndLines, readAccounted } from '../../support/read-accounted.js';
import { readSource } from '../../support/read-source.js';
import { cutAt } from '../../support/read-text.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();

it.each([
  ['in a field', '1,x\0', 'b'],
  ['in a quoted field', '1,"x\0y"', 'b'],
  ['as a field', '\0,x', 'a'],
])('C08 a NUL %s: the record is rejected and the column named', async (_fault, record, field) => {
  const { rows, rejected } = await readAccounted(path('in.csv'), `a,b\n${record}\n2,y\n`);
  expect(rows).toEqual([{ a: '2', b: 'y' }]);
  expect(rejected).toMatchObject([{ code: 'NUL_BYTE', field, lineNumber: 2 }]);
});

it('C08 a NUL in the header: the error says so', async () => {
  const reading = readAccounted(path('in.csv'), 'a,b\0\n1,2\n');
  await expect(reading).rejects.toMatchObject({ code: 'CSV_HEADER_INVALID' });
  await expect(reading).rejects.toThrow('NUL character');
});

const badBytes = [
  ['a byte that begins no character', [0xff]],
  ['a continuation byte without a start', [0x80]],
  ['a truncated character', [0xe2, 0x82]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ['a character beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
] as const;

it.each(badBytes)(
  'C09 UTF-8 with %s: the record is rejected, and no U+FFFD is inserted',
  async (_fault, bytes) => {
    const before = Buffer.from('a,b\n1,x');
    const text = Buffer.concat([before, Buffer.from(bytes), Buffer.from('\n2,ü\n')]);
    const { rows, rejected } = await readAccounted(path('in.csv'), text);
    expect(rows).toEqual([{ a: '2', b: 'ü' }]);
    expect(rejected).toMatchObject([{ code: 'INVALID_ENCODING', field: 'b', lineNumber: 2 }]);
    expect(JSON.stringify(rejected)).not.toContain('\ufffd');
  },
);

it('C09 a genuine U+FFFD in the file: it is unchanged', async () => {
  const { rows, rejected } = await readAccounted(path('in.csv'), 'a\nx\ufffdy\n');
  expect({ rows, rejected }).toEqual({ rows: [{ a: 'x\ufffdy' }], rejected: [] });
});

it('C09 invalid UTF-8 in the header: the file is refused with the line', async () => {
  const reading = readAccounted(path('in.csv'), Buffer.from('a,b\xff\n1,2\n', 'latin1'));
  await expect(reading).rejects.toMatchObject({ code: 'INVALID_ENCODING', category: 'file' });
  await expect(reading).rejects.toThrow(/line 1/);
});

const encoded = [
  ['utf-16le', 'größe,中文\n“x”,日本\n'],
  ['utf-16be', 'größe,中文\n“x”,日本\n'],
  ['latin1', 'größe,b\nü,é\n'],
  ['windows-1252', 'größe,b\n“x”,€\n'],
  ['shift_jis', '名称,b\nソ表,日本\n'],
  ['gb18030', '名称,金额\n中文,𠀀\n'],
  ['gbk', '名称,金额\n中文,泰特伯勒\n'],
  ['big5', '名稱,金額\n中文,許功蓋\n'],
  ['euc-kr', '이름,금액\n한국,서울\n'],
] as const;

it.each(encoded)(
  'C10 %s without the option: a clear error about the encoding',
  async (encoding, text) => {
    const reading = readAccounted(path('in.csv'), encode(text, encoding));
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_ENCODING', category: 'file' });
  },
);

it.each(encoded)(
  'C10 %s with the option: the rows are those of the UTF-8 file',
  async (encoding, text) => {
    const { rows } = await readAccounted(path('in.csv'), encode(text, encoding), { encoding });
    expect(rows).toEqual((await readAccounted(path('in.csv'), text)).rows);
  },
);

it('C10 a byte order mark that contradicts the option: an error, nothing is guessed', async () => {
  const bytes = Buffer.from('\ufeffa,b\n1,中\n', 'utf16le');
  expect((await readAccounted(path('in.csv'), bytes)).rows).toEqual([{ a: '1', b: '中' }]);
  await expect(readAccounted(path('in.csv'), bytes, { encoding: 'gbk' })).rejects.toThrow(
    'utf-16le by its byte order mark',
  );
});

it('C11 a split inside characters, quote pairs and newlines: every split gives the same records', async () => {
  const bytes = Buffer.from('a,b\r\n"x ""字""\r\n😀","é"\r\n1\r\n1,2\r\n');
  const whole = await readAccounted(path('in.csv'), bytes);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const source = csvSource(new Blob(cutAt(bytes, [cut])).stream());
    const { rows, lineNumbers, rejected } = await readSource(source);
    expect({ rows, lineNumbers }).toEqual({ rows: whole.rows, lineNumbers: whole.lineNumbers });
    expect(codesAndLines(rejected)).toEqual(codesAndLines(whole.rejected));
  }
});

it.each(encoded)('C11 %s that arrives byte by byte: the same records', async (encoding, text) => {
  const bytes = encode(text, encoding);
  const single = Array.from(bytes, (byte) => Buffer.from([byte]));
  const { rows } = await readSource(csvSource(stream(single), { encoding }));
  expect(rows).toEqual((await readAccounted(path('in.csv'), text)).rows);
});

function encode(text: string, encoding: Encoding): Buffer {
  const name = encoding === 'latin1' ? 'iso-8859-1' : encoding;
  return iconv.encode(text, name, { addBOM: false });
}

async function* stream(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}
