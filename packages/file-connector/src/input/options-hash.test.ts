import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { CsvSourceOptions } from '../csv/csv-source-options.js';
import { csvSource } from '../csv/csv-source.js';
import { type JsonLinesOptions, jsonLinesSource } from '../json-lines/json-lines-source.js';

const bytes = () => Readable.from([Buffer.from('a\n')]);
const ofCsv = async (options: CsvSourceOptions) =>
  (await csvSource(bytes(), options).identify()).optionsSha256;
const ofJson = async (options: JsonLinesOptions) =>
  (await jsonLinesSource(bytes(), options).identify()).optionsSha256;

it.each<CsvSourceOptions>([
  { delimiter: ',' },
  { encoding: 'utf-8' },
  { policy: 'strict', hasHeader: true, skipLines: 0 },
  { batchSize: 7 },
  { maxConsecutiveMalformed: Infinity },
  { name: 'other', compression: 'gzip', onProgress: () => undefined },
])('options that read the same rows have the hash of no options: %o', async (options) => {
  expect(await ofCsv(options)).toBe(await ofCsv({}));
});

it.each<CsvSourceOptions>([
  { delimiter: ';' },
  { encoding: 'windows-1252' },
  { nullValues: ['NA'] },
  { policy: 'lenient' },
  { skipLines: 1 },
  { snakeCase: true },
  { maxRecordBytes: 10 },
  { hasHeader: false, columns: ['a'] },
  { renameColumns: { a: 'b' } },
])('options that may read other rows have a different hash: %o', async (options) => {
  expect(await ofCsv(options)).not.toBe(await ofCsv({}));
  expect(await ofCsv(options)).toBe(await ofCsv({ ...options }));
});

it('has the same hash for lists whose order does not matter', async () => {
  const hashes = await Promise.all([
    ofCsv({ nullValues: ['a', 'b'], columns: ['x', 'y'] }),
    ofCsv({ nullValues: ['b', 'a'], columns: ['y', 'x'] }),
  ]);
  expect(hashes[0]).toBe(hashes[1]);
  const [first, second] = [
    await ofCsv({ hasHeader: false, columns: ['x', 'y'] }),
    await ofCsv({ hasHeader: false, columns: ['y', 'x'] }),
  ];
  expect(first).not.toBe(second);
});

it('has a hash for JSON Lines by how numbers are read', async () => {
  expect(await ofJson({ numbers: 'number', batchSize: 3 })).toBe(await ofJson({}));
  expect(await ofJson({ numbers: 'text' })).not.toBe(await ofJson({}));
});
