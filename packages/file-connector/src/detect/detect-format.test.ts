import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { detectFormat } from './detect-format.js';

const formatOf = (bytes: Buffer): Promise<string> => detectFormat(Readable.from([bytes]));

it.each([
  ['{"a": 1}\n{"a": 2}\n', 'json-lines'],
  ['\uFEFF\n {"a b": null}', 'json-lines'],
  ['{}\n{"a":1}\n', 'json-lines'],
  ['{"a": {"b": 1}}', 'json-lines'],
  ['{"a":\n{"a":2}\n{"a":3}\n', 'json-lines'],
  ['{"a":1,\n{"a":2}\n', 'json-lines'],
  ['[{"a":1}]', 'json'],
  ['\uFEFF [\n{"a":1},\n{"a":2}]\n', 'json'],
  ['[[1,2],[3,4]]', 'json'],
  ['[ ]\n', 'json'],
  ['{\n  "a": 1\n}\n', 'json'],
  ['{"items": [\n{"a":1},\n{"a":2}', 'json'],
  [`{"items":[${'{"a":1},'.repeat(10_000)}`, 'json'],
  ['[1],b\n1,2\n', 'csv'],
  ['{a},b\n1,2\n', 'csv'],
  ['a,b\n{"x":1},2\n', 'csv'],
  ['"{""a"": 1}",b\n', 'csv'],
  ['', 'csv'],
])('%j is %s', async (text, format) => {
  expect(await formatOf(Buffer.from(text))).toBe(format);
});

it.each([
  ['a workbook', Buffer.from(`PK\x03\x04${'\0'.repeat(22)}[Content_Types].xml`, 'latin1')],
  ['a workbook of Excel 97', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('%s is read by excelSource', async (_what, bytes) => {
  expect(await formatOf(bytes)).toBe('excel');
});

it('the content decides, also if it is compressed or in UTF-16', async () => {
  expect(await formatOf(gzipSync('{"a":1}\n'))).toBe('json-lines');
  expect(await formatOf(Buffer.from('\uFEFF{"a":1}\n', 'utf16le'))).toBe('json-lines');
  expect(await formatOf(gzipSync('[{"a":1}]'))).toBe('json');
  expect(await formatOf(Buffer.from('\uFEFF{\n"ü":1}\n', 'utf16le'))).toBe('json');
});
